"""The engine where there are too many days to list: they are found when prices ask for them.

The same steps as for listed days. What no list gives is searched among the parts of days:
the cheapest day of a person at some prices, and all days that are nearly as cheap.
"""
