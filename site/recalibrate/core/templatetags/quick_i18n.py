"""Django's `translate` and `blocktranslate`, for pages that say much and speak one language.

Django works a message out anew at each rendering: it joins the words, trims them, and builds a lazy string to throw
away. Here that is done once, when the template is compiled; what is not plain goes to Django's own tags.
"""

from typing import Any

from django import template
from django.template.base import Node, Parser, Token, render_value_in_context
from django.templatetags.i18n import BlockTranslateNode, TranslateNode, do_block_translate, do_translate
from django.utils import translation
from django.utils.safestring import SafeString

register = template.Library()


class PlainMessageNode(Node):
    """`{% translate "…" %}` without filters: one look into the catalogue."""

    child_nodelists = ()

    def __init__(self, message: str, asvar: str | None) -> None:
        self.message, self.asvar = message.replace("%", "%%"), asvar

    def render(self, context: template.Context) -> SafeString:
        said = SafeString(translation.gettext(self.message).replace("%%", "%"))
        if self.asvar is None:
            return said
        context[self.asvar] = said
        return SafeString()


class ReadyBlockNode(BlockTranslateNode):
    """`{% blocktranslate %}` whose messages and names are known beforehand."""

    def __init__(self, node: BlockTranslateNode) -> None:
        self.__dict__.update(node.__dict__)
        self.ready, self.names = self.render_token_list(self.singular)
        self.ready_plural, names = self.render_token_list(self.plural) if self.plural else ("", [])
        self.names = [*dict.fromkeys([*self.names, *names])]

    def render(self, context: template.Context, nested: bool = False) -> str:
        if self.message_context or nested:
            return str(super().render(context, nested=nested))
        given = {name: value.resolve(context) for name, value in self.extra_context.items()}
        if self.plural and self.countervar and self.counter:
            count = given[self.countervar] = self.counter.resolve(context)
            if not isinstance(count, int):
                return str(super().render(context))
            message = translation.ngettext(self.ready, self.ready_plural, count)
        else:
            message = translation.gettext(self.ready)
        try:
            said = SafeString(message % {name: self.value(name, given, context) for name in self.names})
        except (KeyError, ValueError):  # a broken translation: Django falls back on the original
            return str(super().render(context))
        if not self.asvar:
            return said
        context[self.asvar] = said
        return ""

    @staticmethod
    def value(name: str, given: dict[str, Any], context: template.Context) -> str:
        invalid = context.template.engine.string_if_invalid if context.template else ""
        value = given[name] if name in given else context.get(name, invalid)
        return str(render_value_in_context(value, context))


@register.tag("translate")
def quick_translate(parser: Parser, token: Token) -> Node:
    node: TranslateNode = do_translate(parser, token)
    expression = node.filter_expression
    is_plain = isinstance(expression.var, str) or isinstance(getattr(expression.var, "literal", None), str)
    if node.noop or node.message_context or expression.filters or not is_plain:
        return node
    literal = expression.var if isinstance(expression.var, str) else expression.var.literal
    return PlainMessageNode(str(literal), node.asvar)


@register.tag("blocktranslate")
def quick_block_translate(parser: Parser, token: Token) -> Node:
    return ReadyBlockNode(do_block_translate(parser, token))
