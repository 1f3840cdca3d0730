"""Counts of so few people that they are not said, and percentages that let the same be worked out."""

from decimal import Decimal


def may_be_few(percentage: Decimal, people: Decimal, threshold: int) -> bool:
    """Whether a percentage of so many people can stand for fewer of them than the threshold, or leave fewer.

    It was rounded: 2 % of 260 may be four of them. And 97.5 % of 40 says that there is one of whom it is not
    true.
    """
    # Half of the last digit that was said: 2 % stands for anything from 1.5 to 2.5.
    half = Decimal(1).scaleb(min(int(percentage.as_tuple().exponent), 0)) / 2
    fewest = (percentage - half) * people / 100
    most = (percentage + half) * people / 100
    return fewest < threshold or people - most < threshold
