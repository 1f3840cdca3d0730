from wagtail.users.apps import WagtailUsersAppConfig


class SiteUsersAppConfig(WagtailUsersAppConfig):
    """Wagtail’s users, in a list of ours."""

    user_viewset = "recalibrate.sign_in.user_list.ColleagueViewSet"
