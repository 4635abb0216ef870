"""This room runs proxies side by side and says what a request costs in each.

Read in this order: `workloads` (what is asked of them), `peers` (who takes part), `measure` (how a
number comes about), `budget` (what Fairlead promised), `report` and `document` (how it is shown).
"""
