"""A picture that is dropped or pasted into a text: uploaded with its description, and back as a block of the body."""

from pathlib import PurePath
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock
from wagtail.images.forms import get_image_form
from wagtail.images.utils import find_image_duplicates
from wagtail.permissions import policy_registry


@require_POST
def picture_in_text(request: HttpRequest) -> HttpResponse:
    """One picture; the same file twice is one picture in the library."""
    user: Any = request.user
    model = get_image_model()
    policy = policy_registry.get_by_type(model)
    if not policy.user_has_permission(user, "add"):
        raise PermissionDenied
    alt = request.POST.get("alt", "").strip()
    if not alt and request.POST.get("decorative") != "on":
        return refused(_("Describe the picture, or tick that it only decorates."))
    image, why = uploaded(request, user, policy, alt)
    if image is None:
        return refused(why)
    chooser = ImageBlock().child_blocks["image"]
    return JsonResponse({"image": chooser.get_form_state(image), "alt_text": alt, "decorative": not alt})


def uploaded(request: HttpRequest, user: Any, policy: Any, alt: str) -> tuple[Any, str]:
    model, file = get_image_model(), request.FILES.get("file")
    collections = policy.collections_user_has_permission_for(user, "add")
    title = alt or PurePath(file.name or "").stem if file else alt
    data = {
        "title": title[:255] or _("A picture"),
        "description": title[:255],
        "collection": collections.first().pk,
    }
    form = get_image_form(model)(data, request.FILES, instance=model(uploaded_by_user=user), user=user)
    if not form.is_valid():
        return None, " ".join(str(error) for errors in form.errors.values() for error in errors)
    image = form.save()
    same = find_image_duplicates(image=image, user=user, permission_policy=policy).first()
    if same is None:
        return image, ""
    image.delete()
    return same, ""


def refused(why: str) -> JsonResponse:
    return JsonResponse({"why": why}, status=400)
