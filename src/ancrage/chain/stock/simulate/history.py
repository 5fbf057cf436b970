"""One way to run an item through one scenario, day by day: the loop in which nearly all of the time goes.

A day: where the stock is reviewed an order is placed, what is due comes in, customers ask, the day closes. Only what happens
on nearly every day is on the straight way through the loop.
"""

from __future__ import annotations

import numpy as np

from ancrage.chain.stock.compiled import compiled, within
from ancrage.chain.stock.simulate.arrays import NO_STOP, Days, Floats, Longs, Records, Words
from ancrage.chain.stock.simulate.streams import pick, scramble, signed, word

_MAIN_LEADS, _SECOND_LEADS, _RUSH_LEADS = np.uint64(1), np.uint64(2), np.uint64(3)
_WAITS = np.uint64(4)


@within
def _whole(needed: int, least: int, pack: int) -> int:
    """An order in whole packs, not under the least that is sold."""
    needed = max(needed, least)
    if pack == 1:
        return needed
    return pack if needed <= pack else (needed + pack - 1) // pack * pack


@compiled
def history(  # noqa: C901, PLR0912, PLR0915 (one loop; calls in it cost more than its days)
    item: Records,
    option: Records,
    table: Longs,
    start: np.uint64,
    demand: Words,
    due: Days,
    due_day: Days,
    due_units: Days,
    begins: Days,
    ends: Days,
    warm_days: int,
    out: Floats,
) -> None:
    """Run one option through one scenario.

    Args:
        item: one record of ITEM.
        option: one of OPTION.
        table: columns of all the laws.
        start: stream of the item in the scenario.
        demand: units a day; its length is that of the run.
        due: room for what arrives, one day longer: what comes later than the run.
        due_day: days of open orders of all the items.
        due_units: their units.
        begins: first days of stops, by source, sorted and apart, the last one NEVER.
        ends: days after them.
        warm_days: days that are run but not counted.
        out: filled with the MEASURES, but for demand, which is the same for all the options.
    """
    days = len(demand)
    due[:] = 0
    stock = item["on_hand"]
    position = stock
    for rank in range(item["due_at"], item["due_at"] + item["due_count"]):
        due[min(due_day[rank], days)] += due_units[rank]
        position += due_units[rank]
    first_review, review = item["first_review"], item["review"]
    main_at, main_size = item["lead"]["at"], item["lead"]["size_log2"]
    second_at, second_size = option["second_lead"]["at"], option["second_lead"]["size_log2"]
    rush_at, rush_size = option["rush_lead"]["at"], option["rush_lead"]["size_log2"]
    slow_at, slow_size = item["slow_lead"]["at"], item["slow_lead"]["size_log2"]
    main_leads, second_leads = start ^ scramble(_MAIN_LEADS), start ^ scramble(_SECOND_LEADS)
    rush_leads, waits = start ^ scramble(_RUSH_LEADS), start ^ scramble(_WAITS)
    wait_share = item["waits"]
    least, pack = option["least"], option["pack"]
    share, notice = option["second_share"], option["second_notice"]
    pool_units, pool_days = option["pool_units"], option["pool_days"]
    pool_crowd = pool_units - ((pool_units * option["pool_crowded"]) >> 8)  # what the others take
    extra, until = option["extra"], option["until"]
    if until <= 0:
        extra = 0
    reorder, target = option["reorder"] + extra, option["target"] + extra
    rush_under, rush_up_to = option["rush_under"], option["rush_up_to"]
    low = max(rush_under, -1)
    rush_due, pool_full, pool = 0, 0, pool_units
    at_main, at_second, at_rush, at_crowd, at_slow = 0, 0, 0, 0, 0
    begin, end = begins[0, 0], ends[0, 0]
    slows = begins[4, 0] < NO_STOP
    alone = review == 1 and share == 0 and not slows
    for counted in range(2):
        held, waiting, lost, late, short_days = 0, 0, 0, 0, 0
        orders, second_orders, rush_orders = 0, 0, 0
        second_units, rush_units, pool_used = 0, 0, 0
        day, last = (warm_days, days) if counted else (0, warm_days)
        while day < last:
            # Most days: nothing to order, everyone served. A loop of its own keeps what it needs in registers.
            served = True
            while position > reorder and day < last:
                here = np.uint64(day)  # an index without a sign is looked up as it is
                units = signed(demand[here])
                position -= units
                stock += due[here] - units
                if stock <= low:
                    served = False
                    break
                held += stock
                day += 1
            if served and alone and extra == 0 and day < begin:
                # A policy that orders nearly every day, and a supplier that nothing stops: the same, in as few steps.
                calm = min(last, begin)
                while position <= reorder and day < calm:
                    units = _whole(target - position, least, pack)
                    orders += 1
                    position += units
                    lead = pick(table, main_at, main_size, word(main_leads, day))
                    due[min(day + lead, days)] += units
                    here = np.uint64(day)
                    units = signed(demand[here])
                    position -= units
                    stock += due[here] - units
                    if stock <= low:
                        served = False
                        break
                    held += stock
                    day += 1
                if served:
                    continue
            if served:
                if day >= last:
                    break
                if review == 1 or (day - first_review) % review == 0:
                    if day >= until and extra > 0:
                        reorder, target, extra = reorder - extra, target - extra, 0
                    if position <= reorder:
                        units = _whole(target - position, least, pack)
                        position += units
                        while end <= day:
                            at_main += 1
                            begin, end = begins[0, at_main], ends[0, at_main]
                        leaves = max(day, end) if begin <= day else day
                        other, went = (units * share + 128) >> 8, day
                        if leaves > day and leaves - begin > notice:
                            # Known to be stopped by then: what has not left by then goes to the other.
                            other, went = units, max(day, begin + notice)
                        if other > 0:
                            second_orders += 1
                            second_units += other
                            while ends[1, at_second] <= day:
                                at_second += 1
                            look = at_second
                            while ends[1, look] <= went:
                                look += 1
                            if begins[1, look] <= went:
                                went = signed(ends[1, look])
                            lead = pick(table, second_at, second_size, word(second_leads, day))
                            due[min(went + lead, days)] += other
                        if units > other:
                            orders += 1
                            at, size = main_at, main_size
                            if slows:
                                while ends[4, at_slow] <= day:
                                    at_slow += 1
                                look = at_slow
                                while ends[4, look] <= leaves:
                                    look += 1
                                if begins[4, look] <= leaves:
                                    at, size = slow_at, slow_size
                            lead = pick(table, at, size, word(main_leads, day))
                            due[min(leaves + lead, days)] += units - other
                units = signed(demand[day])
                position -= units
                stock += due[day] - units
                if stock > low:
                    held += stock
                    day += 1
                    continue
            if stock < 0:
                unserved = min(units, -stock)
                if pool > 0 or pool_full > 0:
                    if day >= pool_full > 0:
                        pool, pool_full = pool_units, 0
                    while ends[3, at_crowd] <= day:
                        at_crowd += 1
                    there = pool - pool_crowd if begins[3, at_crowd] <= day else pool
                    taken = min(unserved, there)
                    if taken > 0:
                        pool -= taken
                        pool_used += taken
                        if pool_full == 0:
                            pool_full = day + pool_days
                        unserved -= taken
                        stock += taken
                        position += taken
                wait = unserved
                if wait_share < 65536:
                    wait = unserved * wait_share
                    wait = (wait + signed(word(waits, day) >> np.uint64(48))) >> 16
                stock += unserved - wait
                position += unserved - wait
                lost += unserved - wait
                late += wait
                waiting -= stock
                if unserved > 0 or stock < 0:
                    short_days += 1
            else:
                held += stock
            if stock <= rush_under and day >= rush_due:
                lead = pick(table, rush_at, rush_size, word(rush_leads, day))
                near = stock
                for soon in range(day + 1, min(day + 2 + lead, days)):
                    near += due[soon]
                if near <= rush_under:
                    units = rush_up_to - near
                    while ends[2, at_rush] <= day + 1:
                        at_rush += 1
                    went = day + 1
                    if begins[2, at_rush] <= went:
                        went = signed(ends[2, at_rush])
                    rush_due = went + lead
                    due[min(went + lead, days)] += units
                    position += units
                    rush_orders += 1
                    rush_units += units
            day += 1
    out[0], out[1], out[3], out[4], out[5] = held, waiting, lost, late, short_days
    out[6], out[7], out[8] = orders, second_orders, rush_orders
    out[9], out[10], out[11] = second_units, rush_units, pool_used
