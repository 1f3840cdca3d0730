from wagtail import hooks

from .viewsets import YouSaidViewSet


@hooks.register("register_admin_viewset")
def register_you_said() -> YouSaidViewSet:
    return YouSaidViewSet("you_said")
