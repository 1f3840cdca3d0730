from feeds.pipeline.plan import plan


def test_new_changed_and_known_items_are_told_apart(item_data):
    new, changed, known = item_data("new"), item_data("changed"), item_data("known")

    planned = plan([new, changed, known], {"changed": "other words", "known": known.fingerprint})

    assert (planned.create, planned.update, planned.unchanged) == ((new,), (changed,), 1)
