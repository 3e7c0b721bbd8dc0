#!/usr/bin/env python3
"""Verifies matches of hold'em by docs/spec/holdem.md, in Python's standard library alone.

    python3 scripts/verify_holdem.py RECORD...

A RECORD is a file, - for what comes in, or the address of a match: https://SERVER/api/v1/matches/ID. It is what
GET /api/v1/matches/ID/hands answers, or what the page at /app/verify keeps as a file; a file of vectors works, too.
It shares no code with the server. One line for each step: ok, WRONG, or open for what the record does not tell (yet).
Exits 0 when nothing is wrong, 1 when something is, 2 when something cannot be read at all.
"""

import hashlib
import hmac
import json
import re
import sys
from http.client import HTTPException
from urllib.error import URLError
from urllib.request import urlopen

NAME = "parlor/holdem/1"
CHAINED_FROM_COMMITMENTS = 2
FORMATS = (1, CHAINED_FROM_COMMITMENTS)
CARDS = [rank + suit for rank in "23456789TJQKA" for suit in "cdhs"]
WORDS = 2**32
SALT_DIGITS = 32
PAGE = 50
MAX_HANDS = 100_000
COLOURS = {"ok": "\033[32m", "WRONG": "\033[31m", "open": "\033[33m"}


# What a record has, and what its players and opened cards have: nothing goes unlooked at. All else of a hand is hashed.
MEMBERS = {
    *("match_id", "version", "format", "running", "match_commitment", "start_hash", "match_secret"),
    *("hand_count", "last_hash", "players", "hands", "more"),
}
OF_PLAYERS = {"id", "seat", "commitment", "value"}
OF_OPENINGS = {"position", "card", "salt"}


class NotVerifiable(Exception):
    """What was given is no record; the message says why."""


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def hmac256(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def bytes32(text):
    """The bytes of 64 lower-case hex digits; None for anything else."""
    right = isinstance(text, str) and re.fullmatch("[0-9a-f]{64}", text)
    return bytes.fromhex(text) if right else None


def at(things, place):
    return things[place] if isinstance(place, int) and 0 <= place < len(things) else None


def plain(text):
    """What a server says, without what would move a terminal's cursor."""
    return "".join(one if one.isprintable() else "?" for one in str(text))


def is_right(right):
    return "ok" if right else "WRONG"


# Decks.


def entropy_of(players):
    """Every seat, and what came from it: a deck depends on this text."""
    by_seat = sorted(players, key=lambda player: player["seat"])
    return ",".join(f"{player['seat']}:{player['value'] or '-'}" for player in by_seat)


def deck_key(seed, match_id, hand, entropy):
    return hmac256(seed, f"deck|{match_id}|{hand}|{entropy}")


def draws(key):
    """Numbers of 32 bits, without end."""
    block = 0
    while True:
        drawn = hmac256(key, f"shuffle|{block}")
        block += 1
        for place in range(0, 32, 4):
            yield int.from_bytes(drawn[place : place + 4], "big")


def shuffled(key):
    cards, words = list(CARDS), draws(key)
    for place in range(51, 0, -1):
        choices = place + 1
        word = next(words)
        while word >= WORDS - WORDS % choices:
            word = next(words)
        other = word % choices
        cards[place], cards[other] = cards[other], cards[place]
    return cards


def salt_of(key, place):
    return hmac256(key, f"salt|{place}").hex()[:SALT_DIGITS]


def leaf_of(place, salt, card):
    return sha256(f"leaf|{place}|{salt}|{card}")


# A match.


def is_over(match):
    """Whether everything has to be told."""
    return match.get("running") is not True


def untold(match, what):
    """What is missing: it comes when the match is over, and then it has to be there."""
    return ("WRONG", what + ": it is not told, though the match is over") if is_over(match) else ("open", what)


def secret_step(match):
    what = "the match's secret is what was committed to before anybody played"
    secret = match["match_secret"]
    if secret is None:
        result, what = untold(match, what)
        return result, "secret", what
    told = sha256(f"{NAME}/match|{match['match_id']}|{secret}")
    return is_right(bytes32(secret) is not None and told == match["match_commitment"]), "secret", what


def entropy_step(match):
    wrong, seats = [], [player["seat"] for player in match["players"]]
    for player in match["players"]:
        value = player["value"]
        if value is None:
            continue
        told = sha256(f"{NAME}/player|{match['match_id']}|{player['id']}|{value}")
        if bytes32(value) is None or told != player["commitment"]:
            wrong.append(str(player["seat"]))
    what = "what players brought to the decks is what they had committed to"
    if seats != sorted(set(seats)):
        return "WRONG", "entropy", what + ": players are not in the order of their seats"
    return is_right(not wrong), "entropy", what + (f": not at seat {', '.join(wrong)}" if wrong else "")


def start_step(match):
    """What the first hand follows, and a step for it where that is more than what the match's secret is committed to."""
    if match.get("format", 1) != CHAINED_FROM_COMMITMENTS:
        return match["match_commitment"], None
    by_seat = sorted(match["players"], key=lambda player: player["seat"])
    players = [{name: player[name] for name in ("id", "seat", "commitment")} for player in by_seat]
    begins = {"format": match["format"], "match_commitment": match["match_commitment"], "players": players}
    made, told = record_hash(match["match_id"], begins), match.get("start_hash")
    what = "the first hand follows what players had committed to"
    if told is not None:
        return told, (is_right(told == made), "start", what)
    missing = is_over(match) or len(match["hands"]) > 0
    return made, ("WRONG" if missing else "open", "start", what + ": it is not told" if missing else what)


def numbers_step(match, start):
    """A chain says nothing of what was cut off at its end: so the number of hands and the last hash are told."""
    hands, count, last = match["hands"], match.get("hand_count"), match.get("last_hash")
    what = f"no hand is missing ({len(hands)})"
    if any(hand["hand"] != i + 1 for i, hand in enumerate(hands)):
        return "WRONG", "numbers", what
    if match.get("more", False) is not False:
        return "WRONG", "numbers", what + ": there are later ones, and they are not in it"
    if not is_over(match) and any(one is not None for one in (count, last, match["match_secret"])):
        return "WRONG", "numbers", what + ": its end is told, and that it goes on"
    if count is None or last is None:
        if match.get("format", 1) == CHAINED_FROM_COMMITMENTS:
            result, what = untold(match, what)
            return result, "numbers", what
        return "open", "numbers", what
    end = chained(hands[-1]) if hands else start
    return is_right(len(hands) == count and end == last), "numbers", what


def chained(hand):
    """What the next hand follows."""
    return hand["shown_after"]["hash"] if "shown_after" in hand else hand["hash"]


def verify_match(match):
    secret, entropy = secret_step(match), entropy_step(match)
    start, begins = start_step(match)
    yield from (secret, entropy, *([begins] if begins else []), numbers_step(match, start))
    key = bytes32(match["match_secret"]) if secret[0] == "ok" else None
    brought = entropy_of(match["players"]) if entropy[0] == "ok" else None
    previous = start
    for hand in match["hands"]:
        derived = hmac256(key, f"hand|{hand['hand']}").hex() if key else None
        for result, step, what in verify_hand(match, hand, previous, derived, brought):
            yield result, f"{hand['hand']} {step}", what
        previous = chained(hand)


# A hand.


def verify_hand(match, hand, previous, derived, entropy):
    match_id, told = match["match_id"], hand["seed"]
    seed = derived or told
    key = bytes32(seed)
    committed = sha256(f"{NAME}/hand|{match_id}|{hand['hand']}|{seed}") if key else None
    is_committed = committed is not None and committed == hand["commitment"]
    yield seed_step(match, told, derived)
    yield (
        "open" if seed is None else is_right(is_committed),
        "commitment",
        "the seed is what was committed to before the cards",
    )
    bound = bound_step(hand, is_over(match))
    known = key is not None and entropy is not None and (derived is not None or is_committed)
    yield deal_step(hand, deck_key(key, match_id, hand["hand"], entropy) if known else None, bound[0] == "ok")
    yield bound
    apart = ("hash", "leaves", "openings", "seed", "shown_after")
    record = {name: value for name, value in hand.items() if name not in apart}
    yield is_right(record_hash(match_id, record) == hand["hash"]), "record", "nothing in its record was changed"
    yield is_right(hand["previous"] == previous), "chain", "it follows the hand before it"
    if "shown_after" in hand:
        yield shown_step(match_id, hand, hand["shown_after"])


def seed_step(match, told, derived):
    what = "its seed comes from the match's secret"
    if told is None:
        result, what = untold(match, what)
        return result, "seed", what
    return "open" if derived is None else is_right(derived == told), "seed", what


def deal_step(hand, key, leaves_hold):
    what = "the shuffle gives the cards that were dealt"
    if key is None:
        return ("open" if opened_as_told(hand) else "WRONG"), "deal", what
    cards, dealt, wrong = shuffled(key), hand["dealt"], []
    n = len(dealt)
    board = hand["board"].split(" ") if hand["board"] else []
    if len(board) > 5 or board != cards[2 * n : 2 * n + len(board)]:
        wrong.append("the board")
    for shown in hand["shown"] + ([hand["shown_after"]] if "shown_after" in hand else []):
        seat = shown["seat"]
        place = dealt.index(seat) if seat in dealt else None
        if place is None or f"{cards[place]} {cards[place + n]}" != shown["cards"]:
            wrong.append(f"the cards of seat {seat}")
    for place, leaf in enumerate(hand["leaves"] if leaves_hold else []):
        if leaf != leaf_of(place, salt_of(key, place), cards[place]):
            wrong.append(f"place {place}")
    return is_right(not wrong), "deal", what + (f": not {', '.join(wrong)}" if wrong else "")


def opened_as_told(hand):
    """Whether none of the cards that were opened contradicts the board, or what was shown."""
    n, dealt = len(hand["dealt"]), hand["dealt"]
    opened = {card["position"]: card["card"] for card in hand["openings"]}
    board = hand["board"].split(" ") if hand["board"] else []
    told = {2 * n + i: card for i, card in enumerate(board)}
    for shown in hand["shown"]:
        if shown["seat"] not in dealt:
            return False
        place, cards = dealt.index(shown["seat"]), shown["cards"].split(" ")
        told.update({place: cards[0], place + n: cards[-1]})
    return all(told[place] == card for place, card in opened.items() if place in told)


def bound_step(hand, over):
    what = "the cards are those that the hand was bound to when it was dealt"
    leaves = hand["leaves"]
    if len(leaves) != 2 * len(hand["dealt"]) + 5 or sha256("".join(leaves)) != hand["deck_root"]:
        return "WRONG", "bound", what + ": the leaves do not make the root"
    wrong = [
        str(opened["position"])
        for opened in hand["openings"]
        if at(leaves, opened["position"]) != leaf_of(opened["position"], opened["salt"], opened["card"])
    ]
    opened = [one["position"] for one in hand["openings"]]
    if not wrong and opened != sorted(set(opened)):
        return "WRONG", "bound", what + ": they are not opened in their order, each once"
    if over and not wrong and len(opened) < len(leaves):
        return "WRONG", "bound", what + f": {len(opened)} of {len(leaves)} are open, though the match is over"
    return is_right(not wrong), "bound", what + (f": not at place {', '.join(wrong)}" if wrong else "")


def shown_step(match_id, hand, after):
    dealt, openings, seat = hand["dealt"], after["openings"], after["seat"]
    places = [dealt.index(seat), dealt.index(seat) + len(dealt)] if seat in dealt else []
    opened = [
        at(hand["leaves"], place) == leaf_of(place, card["salt"], card["card"])
        for place, card in zip(places, openings)
        if card["position"] == place
    ]
    right = (
        opened == [True, True]
        and len(openings) == 2
        and " ".join(card["card"] for card in openings) == after["cards"]
        and after["hand"] == hand["hand"]
        and after["previous"] == hand["hash"]
        and record_hash(match_id, {k: v for k, v in after.items() if k != "hash"}) == after["hash"]
    )
    return is_right(right), "shown", "the cards that were shown after it are those that were dealt, and follow it"


def record_hash(match_id, record):
    text = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(f"{NAME}/record|{match_id}|{text}")


# Vectors.


def verify_vectors(vectors):
    """Whether this program makes the same of the vectors that the spec's tests rest on."""
    match_id, secret = vectors["match_id"], bytes32(vectors["M"])
    yield secret_step({**vectors, "match_secret": vectors["M"]})
    yield entropy_step(vectors)
    told = vectors["entropy"]
    yield is_right(entropy_of(vectors["players"]) == told), "text", "what players brought, as one text"
    for hand in vectors["hands"]:
        number, leaf = hand["hand"], hand["leaf0"]
        seed = hmac256(secret, f"hand|{number}")
        key = deck_key(seed, match_id, number, told)
        cards = shuffled(key)
        dealt = cards[: 2 * len(vectors["players"]) + 5]
        leaves = [leaf_of(place, salt_of(key, place), card) for place, card in enumerate(dealt)]
        commitment = sha256(f"{NAME}/hand|{match_id}|{number}|{seed.hex()}")
        for step, made, wanted in (
            ("seed", seed.hex(), hand["seed"]),
            ("commitment", commitment, hand["commitment"]),
            ("key", key.hex(), hand["deck_key"]),
            ("deck", " ".join(cards), hand["deck"]),
            ("leaf", [salt_of(key, 0), cards[0], leaves[0]], [leaf["salt"], leaf["card"], leaf["hash"]]),
            ("root", sha256("".join(leaves)), hand["leaves_root"]),
        ):
            yield is_right(made == wanted), f"{number} {step}", "as the vectors say"


# What is given.


def read(source):
    try:
        if source == "-":
            return json.load(sys.stdin)
        if re.match("https?://", source):
            return fetched(source)
        with open(source, encoding="utf-8") as file:
            return json.load(file)
    except (OSError, URLError, HTTPException, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotVerifiable(f"cannot be read: {error}") from error


def fetched(address):
    """All pages of a match's hands, as one."""
    address = re.sub(r"(/hands)?/?(\?.*)?$", "", address)
    match, hands = None, []
    while match is None or match.get("more"):
        with urlopen(f"{address}/hands?limit={PAGE}&after={len(hands)}", timeout=30) as answer:
            match = json.load(answer)
        if match["match_id"] != address.rsplit("/", 1)[-1]:
            raise ValueError("the answer is of another match")
        if not match["hands"]:
            break
        hands += match["hands"]
        if len(hands) > MAX_HANDS:
            raise ValueError("there is no end of hands")
    return {**match, "hands": hands}


def check_members(record):
    """A record says nothing that is not looked at. @raises NotVerifiable"""
    opened = [card for hand in record["hands"] for card in hand["openings"]]
    for known, things in ((MEMBERS, [record]), (OF_PLAYERS, record["players"]), (OF_OPENINGS, opened)):
        for name in (name for thing in things for name in thing if name not in known):
            raise NotVerifiable(f"has {name}, which no record has that this program knows")


def verify(record):
    if not isinstance(record, dict):
        raise NotVerifiable("is no record of a match's hands")
    if record.get("version") != NAME:
        raise NotVerifiable(f"is of {record.get('version')}, and this program knows {NAME}")
    if record.get("format", 1) not in FORMATS:
        raise NotVerifiable(f"its hands are chained by format {record.get('format')}, which this program does not know")
    if record.get("match_commitment") is None:
        raise NotVerifiable("nothing was committed to: it began before decks could be verified")
    try:
        if "M" in record:
            return list(verify_vectors(record))
        check_members(record)
        return list(verify_match(record))
    except (KeyError, IndexError, TypeError, AttributeError, ValueError, RecursionError) as error:
        raise NotVerifiable(f"is no record of a match's hands: {error!r}") from error


def main(sources):
    if not sources or "-h" in sources or "--help" in sources:
        print(__doc__)
        return 0 if sources else 2
    code = 0
    for source in sources:
        try:
            steps = verify(read(source))
        except NotVerifiable as error:
            print(plain(f"{source}: {error}"), file=sys.stderr)
            code = 2
            continue
        if len(sources) > 1:
            print(f"== {source}")
        for result, step, what in steps:
            shown = f"{COLOURS[result]}{result:<5}\033[0m" if sys.stdout.isatty() else f"{result:<5}"
            print(f"{shown}  {plain(step):<14}  {plain(what)}")
        counts = {result: sum(one[0] == result for one in steps) for result in COLOURS}
        print(", ".join(f"{count} {result}" for result, count in counts.items()))
        code = max(code, 1 if counts["WRONG"] else 0)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
