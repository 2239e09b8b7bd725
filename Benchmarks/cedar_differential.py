#!/usr/bin/env python3
"""Cedar decisions beside cedarpy's, on generated policies, entities and requests.

    python3 Benchmarks/cedar_differential.py .build/release/bulkhead FOLDER [--requests N] [--seed N]

Writes cases into FOLDER with the answers of cedarpy (from PyPI: cedarpy 4.12.2), in the format that
`bulkhead access cases` runs, and runs them. Prints how often each operator, each function and each kind of
error occurs, the shares of allow, deny and error, and what the run says. Ends with 1 where an answer differs,
where an operator, a function or a kind of error occurs fewer than 500 times in 100,000 requests (in proportion
for fewer or more), or where allow, deny or error is less than a fifth.
"""
import argparse
import collections
import json
import os
import random
import re
import subprocess
import sys

import cedarpy

REQUESTS_PER_CASE = 10

SCHEMA = """
entity Role in [Role];
entity Site;
entity Zone in [Zone, Site] = { level: Long, name: String } tags String;
entity User in [Role] = {
  name: String,
  level: Long,
  factors: Set<String>,
  hours: Set<Long>,
  manager?: User,
  limit: decimal,
  home: ipaddr,
  since: datetime,
  shift: duration,
  profile: { desk: String, badge?: Long, trained: Bool },
  colleagues: Set<User>
} tags Long;
entity Asset in [Zone] = {
  name: String,
  address: ipaddr,
  registers: Long,
  owner?: User,
  patched: datetime,
  limits: { low: decimal, high: decimal }
} tags String;
action read, write, stop in [any] appliesTo {
  principal: [User], resource: [Asset, Zone],
  context: {
    source: ipaddr, value: Long, now: datetime, age: duration, share: decimal, verb: String, note?: String,
    approved: Bool, tickets: Set<String>, order?: { number: Long, by: User }
  }
};
action any;
"""

# The schema's actions as entities: cedarpy is asked without the schema, which would bring them.
ACTIONS = [{"uid": {"type": "Action", "id": name}, "attrs": {},
            "parents": [{"type": "Action", "id": "any"}] if name != "any" else []}
           for name in ("any", "read", "write", "stop")]

TYPES = ["bool", "long", "string", "entity", "decimal", "ip", "datetime", "duration", "record", "strings",
         "longs", "entities"]
ELEMENT = {"strings": "string", "longs": "long", "entities": "entity"}
# Where values of a type are found: an expression, and whether it may be absent.
SOURCES = {
    "bool": ["principal.profile.trained", "context.approved"],
    "long": ["principal.level", "resource.level", "context.value", "principal.profile.badge",
             "resource.registers", "context.order.number"],
    "string": ["principal.name", "resource.name", "context.verb", "context.note", "principal.profile.desk"],
    "entity": ["principal", "resource", "action", "principal.manager", "resource.owner", "context.order.by"],
    "decimal": ["principal.limit", "context.share", "resource.limits.low", "resource.limits.high"],
    "ip": ["principal.home", "resource.address", "context.source"],
    "datetime": ["principal.since", "resource.patched", "context.now"],
    "duration": ["principal.shift", "context.age"],
    "record": ["principal.profile", "context", "resource.limits", "context.order"],
    "strings": ["principal.factors", "context.tickets"],
    "longs": ["principal.hours"],
    "entities": ["principal.colleagues"],
}
WORDS = ["", "a", "night", "cell-1", "é", "e\u0301", "*", "ni*t", "\\", "\"", "\u0000", "日本", "𝕊", "line\nline"]
IPS = ["10.0.0.1", "10.0.0.0/8", "10.1.2.3/24", "127.0.0.1", "224.0.0.1", "0.0.0.0/0", "255.255.255.255/32",
       "::1", "2001:db8::/32", "2001:db8::1", "ff02::1", "::", "1:2:3:4:5:6:7:8", "::/0", "fe80::1/64"]
BAD_IPS = ["10.0.0", "10.0.0.256", "10.0.0.1/33", "::ffff:1.2.3.4", "010.0.0.1", "1::2::3", "", "10.0.0.1/08",
           "::1/129", " 10.0.0.1", "10.0.0.1/", "g::1", "12345::"]
DECIMALS = ["0.0", "1.0", "-1.5", "0.1234", "922337203685477.5807", "-922337203685477.5808", "12.34", "-0.0001"]
BAD_DECIMALS = ["1", "1.", ".5", "0.12345", "922337203685477.5808", "-922337203685477.5809", "1.0e3", "+1.0", "",
                "--1.0", " 1.0"]
DATETIMES = ["2024-01-01", "1970-01-01T00:00:00Z", "2024-02-29T23:59:59.999Z", "2024-10-15T11:38:02+1134",
             "1969-12-31T23:59:59Z", "9999-12-31", "0000-01-01", "2024-10-15T11:38:02.101-0700"]
BAD_DATETIMES = ["2023-02-29", "2024-13-01", "2024-1-1", "2024-01-01T00:00:00", "2024-01-01T24:00:00Z",
                 "2024-01-01T00:00:60Z", "2024-01-01T00:00:00+2400", "2024-01-01T00:00:00+0060", "", "now",
                 "2024-01-01T00:00:00.1Z", "-001-01-01", "2024-01-01 00:00:00Z"]
DURATIONS = ["0ms", "1ms", "1s", "-1h", "2d3h4m5s6ms", "9223372036854775807ms", "-9223372036854775808ms", "90m",
             "1d1ms", "106751991167d"]
BAD_DURATIONS = ["", "1", "d", "1h1d", "1s1s", "9223372036854775808ms", "1.5h", "+1h", "106751991168d", "1 h", "-"]
LITERALS = {"decimal": DECIMALS, "ip": IPS, "datetime": DATETIMES, "duration": DURATIONS}
BAD_LITERALS = {"decimal": BAD_DECIMALS, "ip": BAD_IPS, "datetime": BAD_DATETIMES, "duration": BAD_DURATIONS}
LONGS = [0, 1, 2, -1, 7, 42, 2**63 - 1, -2**63, 2**62, 3037000500]


def quoted(text):
    out = []
    for character in text:
        if character in "\"\\":
            out.append("\\" + character)
        elif character == "\n":
            out.append("\\n")
        elif character == "\0":
            out.append("\\0")
        else:
            out.append(character)
    return '"' + "".join(out) + '"'


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.used = collections.Counter()

    def pick(self, choices):
        return self.random.choice(choices)

    def chance(self, share):
        return self.random.random() < share

    def mark(self, name):
        self.case_used[name] += 1

    # Entities

    def uid(self, kind=None):
        kind = kind or self.pick(["User", "Role", "Zone", "Site", "Asset", "User", "Asset"])
        return kind, "%s-%d" % (kind.lower(), self.random.randrange(6))

    def uid_text(self, uid):
        return "%s::%s" % (uid[0], quoted(uid[1]))

    def value(self, kind):
        if kind == "bool":
            return self.chance(0.5)
        if kind == "long":
            return self.pick(LONGS) if self.chance(0.4) else self.random.randrange(-3, 12)
        if kind == "string":
            return self.pick(WORDS)
        if kind == "entity":
            kind, name = self.uid("User")
            return {"__entity": {"type": kind, "id": name}}
        if kind in LITERALS:
            return {"__extn": {"fn": kind, "arg": self.pick(LITERALS[kind])}}
        return [self.value(ELEMENT[kind]) for _ in range(self.random.randrange(4))]

    def entities(self):
        out = []
        for number in range(6):
            if self.chance(0.95):
                out.append(self.entity("Role", number, {}, {}, ["Role"], above=True))
            if self.chance(0.9):
                out.append(self.entity("Site", number, {}, {}, []))
            if self.chance(0.95):
                out.append(self.entity(
                    "Zone", number, {"level": self.value("long"), "name": self.value("string")},
                    self.tags("string"), ["Zone", "Site"], above=True))
            if self.chance(0.95):
                user = {
                    "name": self.value("string"), "level": self.value("long"), "factors": self.value("strings"),
                    "hours": self.value("longs"), "limit": self.value("decimal"), "home": self.value("ip"),
                    "since": self.value("datetime"), "shift": self.value("duration"),
                    "profile": {"desk": self.value("string"), "trained": self.value("bool")},
                    "colleagues": self.value("entities"),
                }
                if self.chance(0.5):
                    user["manager"] = self.value("entity")
                if self.chance(0.5):
                    user["profile"]["badge"] = self.value("long")
                out.append(self.entity("User", number, user, self.tags("long"), ["Role"]))
            if self.chance(0.95):
                asset = {
                    "name": self.value("string"), "address": self.value("ip"),
                    "registers": self.value("long"), "patched": self.value("datetime"),
                    "limits": {"low": self.value("decimal"), "high": self.value("decimal")},
                }
                if self.chance(0.5):
                    asset["owner"] = self.value("entity")
                out.append(self.entity("Asset", number, asset, self.tags("string"), ["Zone"]))
        self.random.shuffle(out)
        return out

    def tags(self, kind):
        return {name: self.value(kind) for name in ["t", "", "é"] if self.chance(0.5)}

    def entity(self, kind, number, attrs, tags, parents, above=False):
        named = set()
        for _ in range(self.random.randrange(3)):
            parent = self.pick(parents) if parents else None
            if parent is None:
                continue
            # Only upwards among its own kind: no cycle.
            low = number + 1 if above and parent == kind else 0
            if low < 6:
                named.add((parent, "%s-%d" % (parent.lower(), self.random.randrange(low, 6))))
        return {
            "uid": {"type": kind, "id": "%s-%d" % (kind.lower(), number)}, "attrs": attrs, "tags": tags,
            "parents": [{"type": parent, "id": name} for parent, name in sorted(named)]}

    def request(self):
        context = {
            "source": self.value("ip"), "value": self.value("long"), "now": self.value("datetime"),
            "age": self.value("duration"), "share": self.value("decimal"), "verb": self.value("string"),
            "approved": self.value("bool"), "tickets": self.value("strings"),
        }
        if self.chance(0.6):
            context["note"] = self.pick(self.pick(list(BAD_LITERALS.values())) + WORDS)
        if self.chance(0.6):
            context["order"] = {"number": self.value("long"), "by": self.value("entity")}
        return {
            "principal": self.uid("User"), "action": ("Action", self.pick(["read", "write", "stop"])),
            "resource": self.uid(self.pick(["Asset", "Asset", "Asset", "Zone"])), "context": context}

    # Expressions

    def expression(self, kind, depth):
        if self.chance(self.wrong):
            kind = self.pick(TYPES)
        if depth <= 0 or self.chance(0.15):
            return self.leaf(kind)
        made = getattr(self, "make_" + kind, None)
        if made is None:
            return self.leaf(kind)
        return made(depth - 1)

    def leaf(self, kind):
        if self.chance(0.6):
            return self.guarded(self.pick(SOURCES[kind]))
        return self.literal(kind)

    def guarded(self, source):
        """A source that may be absent, mostly behind a question whether it is there."""
        owner, _, path = source.partition(".")
        if not path or owner == "context" and "order" not in path and path != "note" or self.chance(self.careless):
            return source
        kind = next(kind for kind in TYPES if source in SOURCES[kind])
        self.mark("has")
        self.mark("if")
        return "(if %s has %s then %s else %s)" % (owner, path, source, self.literal(kind))

    def literal(self, kind):
        if kind == "bool":
            return self.pick(["true", "false"])
        if kind == "long":
            number = self.value("long")
            return str(number) if number >= 0 else "(%d)" % number
        if kind == "string":
            return quoted(self.pick(WORDS))
        if kind == "entity":
            return self.uid_text(self.uid())
        if kind in LITERALS:
            self.mark(kind)
            return "%s(%s)" % (kind, quoted(self.pick(LITERALS[kind])))
        if kind == "record":
            self.mark("record")
            return self.pick(['{"a": 1, b: "x"}', "{}", '{low: decimal("1.0"), desk: "a", badge: 3}'])
        self.mark("set")
        return "[" + ", ".join(self.literal(ELEMENT[kind]) for _ in range(self.random.randrange(4))) + "]"

    def make_bool(self, depth):
        sub = self.expression
        form = self.pick([
            "&&", "||", "!", "if", "==", "!=", "<", "<=", ">", ">=", "in", "in set", "has", "has chain", "like", "is",
            "is in", "contains", "containsAll", "containsAny", "isEmpty", "hasTag",
            "decimal compare", "decimal compare", "decimal compare", "ip test", "ip test", "ip test", "isInRange",
            "order", "order", "order", "in wrong", "in wrong", "in wrong", "calculation", "calculation", "calculation"])
        if form == "&&" or form == "||":
            self.mark(form)
            return "(" + (" %s " % form).join(
                sub("bool", depth) for _ in range(self.random.randrange(2, 4))) + ")"
        if form == "!":
            self.mark(form)
            return "!" + "(%s)" % sub("bool", depth)
        if form == "if":
            return self.choose("bool", depth)
        if form in ("==", "!="):
            self.mark(form)
            kind = self.pick(TYPES)
            return "(%s %s %s)" % (
                sub(kind, depth), form, sub(kind if self.chance(0.9) else self.pick(TYPES), depth))
        if form in ("<", "<=", ">", ">="):
            self.mark(form)
            kind = self.pick(["long", "long", "datetime", "duration"])
            return "(%s %s %s)" % (sub(kind, depth), form, sub(kind, depth))
        if form == "order":
            form = self.pick(["<", "<="])
            self.mark(form)
            kind = self.pick(["datetime", "duration"] + (["string", "decimal"] if self.wrong else []))
            return "(%s %s %s)" % (sub(kind, depth), form, sub(kind, depth))
        if form == "in wrong":
            self.mark("in")
            other = sub(self.pick(TYPES), depth) if self.chance(8 * self.wrong) else sub("entities", depth)
            return "(%s in %s)" % (sub("entity", depth), other)
        if form == "calculation":
            self.mark("<")
            return "(%s < %s)" % (self.make_long(depth), sub("long", depth))
        if form == "in":
            self.mark("in")
            return "(%s in %s)" % (sub("entity", depth), sub("entity", depth))
        if form == "in set":
            self.mark("in")
            return "(%s in %s)" % (sub("entity", depth), self.pick([
                sub("entities", depth), "[%s, %s]" % (sub("entity", depth), sub("entity", depth))]))
        if form == "has":
            self.mark("has")
            return "(%s has %s)" % (
                sub(self.pick(TYPES if self.chance(2 * self.wrong) else ["entity", "record"]), depth),
                self.pick(["name", "level", "badge", "manager", '"odd key"', "low", "order", "note", "owner"]))
        if form == "has chain":
            self.mark("has")
            return self.pick([
                "(principal has profile.badge && %s)" % sub("bool", depth),
                "(context has order.by.level)", "(resource has owner.manager.name)",
                "(principal has manager && %s == principal.manager)" % sub("entity", depth)])
        if form == "like":
            self.mark("like")
            return "(%s like %s)" % (sub("string", depth), self.pick([
                '"*"', '""', '"n*t"', '"*1"', '"*é*"', '"\\*"', '"ni\\*t"', '"a*"', '"*\\u{0}*"', '"**e**"', '"c*l*-*"']))
        if form == "is":
            self.mark("is")
            return "(%s is %s)" % (sub("entity", depth), self.pick(["User", "Role", "Asset", "Action", "Zone"]))
        if form == "is in":
            self.mark("is")
            return "(%s is %s in %s)" % (
                sub("entity", depth), self.pick(["User", "Role", "Asset", "Zone"]), sub("entity", depth))
        if form == "contains":
            self.mark(form)
            kind = self.pick(list(ELEMENT))
            return "%s.contains(%s)" % (sub(kind, depth), sub(ELEMENT[kind], depth))
        if form in ("containsAll", "containsAny"):
            self.mark(form)
            kind = self.pick(list(ELEMENT))
            return "%s.%s(%s)" % (sub(kind, depth), form, sub(kind, depth))
        if form == "isEmpty":
            self.mark(form)
            return "%s.isEmpty()" % sub(self.pick(list(ELEMENT)), depth)
        if form == "hasTag":
            self.mark(form)
            return "%s.hasTag(%s)" % (sub("entity", depth), self.tag_name(depth))
        if form == "decimal compare":
            name = self.pick(["lessThan", "lessThanOrEqual", "greaterThan", "greaterThanOrEqual"])
            self.mark(name)
            return "%s.%s(%s)" % (sub("decimal", depth), name, sub("decimal", depth))
        if form == "ip test":
            name = self.pick(["isIpv4", "isIpv6", "isLoopback", "isMulticast"])
            self.mark(name)
            return "%s.%s()" % (sub("ip", depth), name)
        self.mark("isInRange")
        return "%s.isInRange(%s)" % (sub("ip", depth), sub("ip", depth))

    def tag_name(self, depth):
        return self.pick(['"t"', '"é"', '""', '"none"']) if self.chance(0.8) else self.expression("string", depth)

    def choose(self, kind, depth):
        self.mark("if")
        return "(if %s then %s else %s)" % (
            self.expression("bool", depth), self.expression(kind, depth), self.expression(kind, depth))

    def tagged(self, kind, depth):
        self.mark("getTag")
        owner = {"long": "User", "string": "Zone"}[kind]
        entity = self.uid_text(self.uid(owner)) if self.chance(0.3) else (
            "principal" if kind == "long" else "resource")
        return "%s.getTag(%s)" % (entity, self.tag_name(depth))

    def make_long(self, depth):
        form = self.pick(["+", "-", "*", "negate", "if", "getTag", "to", "to", "to", "field"])
        if form in "+-*":
            self.mark(form)
            return "(%s %s %s)" % (self.expression("long", depth), form, self.expression("long", depth))
        if form == "negate":
            self.mark(form)
            return "-(%s)" % self.expression("long", depth)
        if form == "getTag":
            return self.tagged("long", depth)
        if form == "to":
            name = self.pick(["toMilliseconds", "toSeconds", "toMinutes", "toHours", "toDays"])
            self.mark(name)
            return "%s.%s()" % (self.expression("duration", depth), name)
        if form == "field":
            self.mark("attribute of a record")
            if self.chance(4 * self.wrong):
                return "(%s).level" % self.expression(self.pick(TYPES), depth)
            return self.pick(['{"a": %s}.a', '{"a": %s}["a"]', '{a: %s}.b']) % self.expression("long", depth)
        return self.choose("long", depth)

    def make_string(self, depth):
        return self.tagged("string", depth) if self.chance(0.3) else self.choose("string", depth)

    def make_entity(self, depth):
        return self.choose("entity", depth)

    def made(self, kind, depth):
        self.mark(kind)
        if self.chance(0.5):
            bad = quoted(self.pick(BAD_LITERALS[kind])) if self.chance(0.4) else self.expression("string", depth)
            return "%s(%s)" % (kind, bad)
        return self.choose(kind, depth)

    def make_decimal(self, depth):
        return self.made("decimal", depth) if self.chance(0.3) else self.leaf("decimal")

    def make_ip(self, depth):
        return self.made("ip", depth) if self.chance(0.3) else self.leaf("ip")

    def make_datetime(self, depth):
        form = self.pick(["offset"] * 4 + ["toDate", "made", "leaf"])
        if form == "offset":
            self.mark("offset")
            return "%s.offset(%s)" % (self.expression("datetime", depth), self.expression("duration", depth))
        if form == "toDate":
            self.mark("toDate")
            return "%s.toDate()" % self.expression("datetime", depth)
        return self.made("datetime", depth) if form == "made" else self.leaf("datetime")

    def make_duration(self, depth):
        form = self.pick(["durationSince", "durationSince", "toTime", "toTime", "made", "leaf"])
        if form == "durationSince":
            self.mark("durationSince")
            return "%s.durationSince(%s)" % (
                self.expression("datetime", depth), self.expression("datetime", depth))
        if form == "toTime":
            self.mark("toTime")
            return "%s.toTime()" % self.expression("datetime", depth)
        return self.made("duration", depth) if form == "made" else self.leaf("duration")

    def make_record(self, depth):
        self.mark("record")
        return "{%s: %s, low: %s}" % (
            self.pick(["name", "badge", '"odd key"']), self.expression(self.pick(TYPES), depth),
            self.expression("decimal", depth))

    def make_set(self, kind, depth):
        self.mark("set")
        return "[" + ", ".join(
            self.expression(ELEMENT[kind], depth) for _ in range(self.random.randrange(4))) + "]"

    def make_strings(self, depth):
        return self.make_set("strings", depth)

    def make_longs(self, depth):
        return self.make_set("longs", depth)

    def make_entities(self, depth):
        return self.make_set("entities", depth)

    # Policies

    def scope(self, variable, kinds):
        kind = self.pick(kinds)
        form = self.pick(["any"] * 8 + ["==", "in", "in", "is", "is", "is in"])
        if form == "any":
            return variable
        if form == "==":
            return "%s == %s" % (variable, self.uid_text(self.uid(kind)))
        group = {"User": "Role", "Asset": "Zone", "Zone": "Zone"}[kind]
        if form == "in":
            return "%s in %s" % (variable, self.uid_text(self.uid(group)))
        if form == "is":
            return "%s is %s" % (variable, kind)
        return "%s is %s in %s" % (variable, kind, self.uid_text(self.uid(group)))

    def action_scope(self):
        return self.pick([
            "action", "action", "action", "action", 'action in Action::"any"', 'action == Action::"read"', 'action in Action::"any"',
            'action in [Action::"read", Action::"write"]', 'action == Action::"stop"'])

    def policy(self):
        # Half of the policies are without a deliberate fault of type.
        self.wrong, self.careless = self.pick([(0, 0), (0, 0.1), (0.05, 0.1), (0.3, 0.05)])
        effect = "permit" if self.chance(0.8) else "forbid"
        conditions = "".join(
            " %s { %s }" % (self.pick(["when", "when", "unless"]), self.expression("bool", self.pick([1, 2, 3])))
            for _ in range(self.pick([0, 1, 1, 1, 2])))
        return '@id("p") %s(%s, %s, %s)%s;' % (
            effect, self.scope("principal", ["User"]), self.action_scope(),
            self.scope("resource", ["Asset", "Asset", "Zone"]), conditions)

    def case(self):
        self.case_used = collections.Counter()
        policies = "\n".join(self.policy() for _ in range(self.random.randrange(2, 8))) + "\n"
        return policies, self.entities(), [self.request() for _ in range(REQUESTS_PER_CASE)]


# What cedarpy says of an error, as a kind.
ERROR_KINDS = [
    ("overflow", r"integer overflow"),
    ("missing attribute of an entity", r'`[A-Z]\w*::.*does not have the attribute'),
    ("missing attribute of a record", r"record does not have the attribute"),
    ("missing tag", r"does not have the tag"),
    ("missing entity", r"entity `.*` does not exist"),
    ("no decimal", r"`decimal` extension"),
    ("no address", r"`ipaddr` extension"),
    ("no datetime", r"`datetime` extension"),
    ("no duration", r"`duration` extension"),
    ("moment out of range", r"`(offset|durationSince|toDate)` extension"),
    ("type: long wanted", r"expected long"),
    ("type: bool wanted", r"expected bool"),
    ("type: string wanted", r"expected string"),
    ("type: set wanted", r"expected set"),
    ("type: entity wanted", r"expected \(entity"),
    ("type: set or entity wanted", r"expected one of \[set, \(entity"),
    ("type: record or entity wanted", r"expected one of \[record"),
    ("type: something with an order wanted", r"expected one of \[long"),
    ("type: decimal wanted", r"expected decimal"),
    ("type: address wanted", r"expected ipaddr"),
    ("type: datetime wanted", r"expected datetime"),
    ("type: duration wanted", r"expected duration"),
]
OPERATORS = """&& || ! if == != < <= > >= in has like is contains containsAll containsAny isEmpty hasTag getTag + - *
negate set record decimal ip datetime duration lessThan lessThanOrEqual greaterThan greaterThanOrEqual isIpv4
isIpv6 isLoopback isMulticast isInRange offset durationSince toDate toTime toMilliseconds toSeconds toMinutes
toHours toDays""".split() + ["attribute of a record"]


def error_kind(message):
    for kind, pattern in ERROR_KINDS:
        if re.search(pattern, message, re.DOTALL):
            return kind
    return "other: " + re.sub(r"`[^`]*`", "…", message)[:100]


def judged(uid):
    return {"type": uid[0], "id": uid[1]}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("folder")
    parser.add_argument("--requests", type=int, default=100000)
    parser.add_argument("--seed", type=int, default=4)
    chosen = parser.parse_args()
    os.makedirs(os.path.join(chosen.folder, "cases"), exist_ok=True)
    generator = Generator(chosen.seed)
    schema = cedarpy.Schema.from_str(SCHEMA)
    operators, errors, answers = collections.Counter(), collections.Counter(), collections.Counter()
    requests = 0
    while requests < chosen.requests:
        policies, entities, asked = generator.case()
        entities = entities + ACTIONS
        name = "cases/%06d" % (requests // REQUESTS_PER_CASE)
        results = cedarpy.is_authorized_batch(
            [{"principal": judged(one["principal"]), "action": judged(one["action"]),
              "resource": judged(one["resource"]), "context": one["context"]} for one in asked],
            policies, json.dumps(entities))
        case = {
            "policies": name + ".cedar", "entities": name + ".entities.json", "schema": "cases/schema.cedarschema",
            "shouldValidate": cedarpy.validate_policies(policies, schema).validation_passed, "requests": []}
        for one, result in zip(asked, results):
            decision = str(result.decision).split(".")[-1].lower()
            if decision not in ("allow", "deny"):
                sys.exit("%s: cedarpy cannot read it: %s\n%s" % (name, result.diagnostics.errors, policies))
            failed = []
            for message in result.diagnostics.errors:
                errors[error_kind(message)] += 1
                failed.append(re.match(r"error while evaluating policy `([^`]*)`", message).group(1))
            case["requests"].append({
                "description": "request %d" % requests, "principal": judged(one["principal"]),
                "action": judged(one["action"]), "resource": judged(one["resource"]), "context": one["context"],
                "validateRequest": False, "decision": decision, "reason": sorted(result.diagnostics.reasons),
                "errors": sorted(failed)})
            answers[decision] += 1
            answers["error"] += bool(failed)
            requests += 1
        operators.update(generator.case_used)
        with open(os.path.join(chosen.folder, name + ".cedar"), "w") as file:
            file.write(policies)
        with open(os.path.join(chosen.folder, name + ".entities.json"), "w") as file:
            json.dump(entities, file)
        with open(os.path.join(chosen.folder, name + ".json"), "w") as file:
            json.dump(case, file)
        answers["valid" if case["shouldValidate"] else "invalid"] += 1
    with open(os.path.join(chosen.folder, "cases/schema.cedarschema"), "w") as file:
        file.write(SCHEMA)

    fewest = 500 * requests // 100000
    short = []
    for title, names, counted in [("operator or function", OPERATORS, operators),
                                  ("kind of error", [kind for kind, _ in ERROR_KINDS], errors)]:
        for name in names + sorted(set(counted) - set(names)):
            print("%8d  %s" % (counted[name], name))
            if name in names and counted[name] < fewest:
                short.append("%s %s: %d, fewer than %d" % (title, name, counted[name], fewest))
    for name in ["allow", "deny", "error"]:
        print("%7.1f%%  %s" % (100 * answers[name] / requests, name))
        if answers[name] * 5 < requests:
            short.append("%s in less than a fifth" % name)
    print("policy sets: %d valid by the schema, %d not" % (answers["valid"], answers["invalid"]))
    sys.stdout.flush()
    done = subprocess.run([chosen.binary, "access", "cases", chosen.folder])
    for line in short:
        print(line)
    sys.exit(1 if short or done.returncode else 0)


if __name__ == "__main__":
    main()
