from wagtail import hooks

from . import administrators, own_drafts

hooks.register("construct_page_chooser_queryset", own_drafts.hide_in_choosers)
hooks.register("before_move_page", own_drafts.refuse_asking_about)
hooks.register("before_create_user", administrators.refuse_making_one)
hooks.register("before_edit_user", administrators.refuse_changing_one)
hooks.register("before_bulk_action", administrators.refuse_several)
