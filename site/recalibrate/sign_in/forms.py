from typing import Any

from django import forms
from wagtail.admin.forms.auth import LoginForm, PasswordResetForm

from recalibrate.core.models import User

from .tasks import send_reset_mails


class SignInForm(LoginForm):
    """Without “remember me”: many sign in at a computer on the ward."""

    remember = None


class QuietPasswordResetForm(PasswordResetForm):
    """Leaves the mail to the worker: how long the answer takes does not tell who has a log-in."""

    def save(self, **options: Any) -> None:
        send_reset_mails.enqueue([user.pk for user in self.get_users(self.cleaned_data["email"])])


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Code from your phone, or a backup code",
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


class SetUpForm(CodeForm):
    """With the password for colleagues who are signed in already: a computer left alone sets up no stranger's phone."""

    def __init__(self, user: User, *args: Any, asks_password: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["code"].label = "The six digits that your phone shows now"
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
        if asks_password:
            field = forms.CharField(label="Your password", strip=False, widget=forms.PasswordInput)
            self.fields = {"password": field, **self.fields}

    def clean_password(self) -> str:
        if not self.user.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError("That is not your password.")
        return str(self.cleaned_data["password"])
