from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.models import Group
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm, PasswordResetForm

from recalibrate.core.models import User

from . import linking, provider
from .separation import why_not_given
from .tasks import send_reset_mails


class SignInForm(LoginForm):
    """Without “remember me”: many sign in at a computer on the ward."""

    remember = None

    def confirm_login_allowed(self, user: Any) -> None:
        super().confirm_login_allowed(user)
        if not linking.signs_in_with_password(user):
            raise forms.ValidationError(
                gettext("This log-in is used with %(name)s: sign in with that.") % {"name": provider.name()}
            )


class QuietPasswordResetForm(PasswordResetForm):
    """Leaves the mail to the worker: how long the answer takes does not tell who has a log-in."""

    def save(self, **options: Any) -> None:
        send_reset_mails.enqueue([user.pk for user in self.get_users(self.cleaned_data["email"])])


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code from your phone, or a backup code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "off",
                "spellcheck": "false",
                "autofocus": "",
            }
        ),
    )


class PasswordForm(forms.Form):
    """The password of the colleague who is signed in, for what a computer that was left alone must not do."""

    password = forms.CharField(
        label=_("Your password"), strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": ""}),
    )  # fmt: skip

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        if not self.user.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError(gettext("That is not your password."))
        return str(self.cleaned_data["password"])


class InvitationForm(forms.Form):
    """Whom to invite, and as what: only roles that the inviter may give are offered, or taken."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autofocus": "", "autocomplete": "off"}),
    )
    first_name = forms.CharField(label=_("First name"), max_length=150, required=False)
    last_name = forms.CharField(label=_("Last name"), max_length=150, required=False)
    roles = forms.ModelMultipleChoiceField(
        Group.objects.order_by("name"),
        label=_("Roles"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only roles that you may give are listed. You can change them later."),
    )

    def __init__(self, inviter: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.inviter = inviter
        mine = [group.pk for group in Group.objects.all() if not why_not_given(inviter, User(), [group.name])]
        self.fields["roles"].queryset = Group.objects.filter(pk__in=mine).order_by("name")  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"])
        if User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(
                gettext("There is a log-in or an invitation for this address already.")
            )
        return email

    def clean_roles(self) -> Any:
        roles = self.cleaned_data["roles"]
        if why := why_not_given(self.inviter, User(), [role.name for role in roles]):
            raise forms.ValidationError(why)
        return roles

    def save(self) -> User:
        given = self.cleaned_data
        user = User(
            username=free_username(given["email"]),
            **{name: given[name] for name in ("email", "first_name", "last_name")},
        )
        user.set_unusable_password()
        user.save()
        user.groups.set(given["roles"])
        return user


def free_username(email: str) -> str:
    """A name to sign in by, from the address; they may choose another."""
    stem = slugify(email.partition("@")[0])[:100] or "colleague"
    taken = set(User.objects.filter(username__startswith=stem).values_list("username", flat=True))
    return next(
        name for name in [stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))] if name not in taken
    )


class JoinForm(SetPasswordForm):
    """What an invited colleague chooses: the name to sign in by, the name colleagues see, a password."""

    field_order = ["username", "first_name", "last_name", "new_password1", "new_password2"]
    username = forms.CharField(
        label=_("Username"),
        max_length=150,
        validators=[User.username_validator],
        help_text=_("You sign in with it. Readers never see it."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "off"}),
    )
    first_name = forms.CharField(label=_("First name"), max_length=150)
    last_name = forms.CharField(label=_("Last name"), max_length=150)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        names = {name: getattr(user, name) for name in ("username", "first_name", "last_name")}
        super().__init__(user, *args, initial=names, **kwargs)
        self.fields["new_password1"].label = _("Password, of 12 characters or more")
        self.fields["new_password1"].help_text = ""
        self.fields["new_password2"].label = _("The same password again")

    def clean_username(self) -> str:
        name = str(self.cleaned_data["username"])
        if User.objects.filter(username__iexact=name).exclude(pk=self.user.pk).exists():
            raise forms.ValidationError(gettext("This name is taken. Choose another."))
        return name

    def save(self, commit: bool = True) -> Any:
        for name in ("username", "first_name", "last_name"):
            setattr(self.user, name, self.cleaned_data[name])
        return super().save(commit)


class SetUpForm(CodeForm):
    """With the password for colleagues who are signed in already: a computer left alone sets up no stranger's phone."""

    def __init__(self, user: User, *args: Any, asks_password: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["code"].label = gettext("The six digits that your phone shows now")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
        if asks_password:
            field = forms.CharField(label=_("Your password"), strip=False, widget=forms.PasswordInput)
            self.fields = {"password": field, **self.fields}

    def clean_password(self) -> str:
        if not self.user.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError(gettext("That is not your password."))
        return str(self.cleaned_data["password"])
