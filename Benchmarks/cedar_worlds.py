"""Schemas drawn by lot, with policies, entities and requests that fit them: what cedar_mutations.py breaks.

A world is written as plain lists and dictionaries, so that one thing in it can be changed before it becomes text.
"""
import json

PRIMITIVES = ["Long", "String", "Bool"]
EXTENSIONS = ["ipaddr", "decimal", "datetime", "duration"]
GOOD = {
    "ipaddr": ["10.0.0.1", "10.0.0.0/8", "::1", "2001:db8::/32"], "decimal": ["0.0", "-1.5", "12.3456"],
    "datetime": ["2026-01-01", "2026-01-01T10:00:00Z"], "duration": ["1h", "-2d3s", "5ms"]}
MAKERS = {"ipaddr": "ip", "decimal": "decimal", "datetime": "datetime", "duration": "duration"}
WORDS = ["", "night", "cell-1", "é", "a\"b", "x*y"]
NAMES = ["alpha", "beta", "gamma", "delta", "level", "owner", "if", "odd key", "é"]


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


def is_plain(name):
    return name.isascii() and name.isidentifier() and name not in ("if", "in", "has", "like", "is", "then", "else")


def field(name):
    return name if is_plain(name) else quoted(name)


def access(owner, name):
    return "%s.%s" % (owner, name) if is_plain(name) else "%s[%s]" % (owner, quoted(name))


class World:
    """Types are ["Long"], ["entity", name], ["set", type] or ["record", {name: [required, type]}]."""

    def __init__(self, random):
        self.random = random
        self.namespace = random.choice(["", "", "Plant::", "Site::Line::"])
        self.kinds = ["Person", "Team", "Zone", "Asset", "Ticket"][:random.randrange(3, 6)]
        self.enums = {"Shift": ["early", "late", ""]} if random.random() < 0.7 else {}
        self.entities = {}
        for position, kind in enumerate(self.kinds):
            # Mostly upwards, sometimes among its like or in a circle.
            above = self.kinds[position + 1:] + ([kind] if random.random() < 0.4 else [])
            if random.random() < 0.1:
                above = list(self.kinds)
            self.entities[kind] = {
                "in": random.sample(above, min(len(above), random.randrange(3))),
                "attributes": self.attributes(2),
                "tags": self.type(1) if random.random() < 0.4 else None}
        self.common = {"Extra": ["record", self.attributes(1)]} if random.random() < 0.5 else {}
        if self.common:
            self.entities[self.kinds[0]]["attributes"]["extra"] = [random.random() < 0.5, ["common", "Extra"]]
        self.actions = {"any": {"in": [], "applies": None}, "change": {"in": ["any"], "applies": None}}
        everyone = self.kinds + list(self.enums)
        for name in ["read", "write", "stop now"][:random.randrange(1, 4)]:
            self.actions[name] = {
                "in": random.sample(["any", "change"], random.randrange(3)),
                "applies": {
                    "principal": random.sample(everyone, random.randrange(1, 3)),
                    "resource": random.sample(everyone, random.randrange(1, 4)),
                    "context": self.attributes(2)}}

    # The schema

    def type(self, depth):
        lot = self.random.random()
        if depth > 0 and lot < 0.15:
            return ["set", self.type(depth - 1)]
        if depth > 0 and lot < 0.3:
            return ["record", self.attributes(depth - 1)]
        if lot < 0.5:
            return ["entity", self.random.choice(self.kinds + list(self.enums))]
        return [self.random.choice(PRIMITIVES + EXTENSIONS)]

    def attributes(self, depth):
        names = self.random.sample(NAMES, self.random.randrange(1, 6))
        return {name: [self.random.random() < 0.5, self.type(depth)] for name in names}

    def plain(self, type):
        """The type with its common type written out."""
        return self.common[type[1]] if type[0] == "common" else type

    def type_text(self, type):
        if type[0] == "set":
            return "Set<%s>" % self.type_text(type[1])
        if type[0] == "record":
            return self.record_text(type[1])
        return type[1] if type[0] in ("entity", "common") else type[0]

    def record_text(self, attributes):
        return "{ %s }" % ", ".join(
            "%s%s: %s" % (field(name), "" if required else "?", self.type_text(type))
            for name, (required, type) in attributes.items())

    def schema(self):
        lines = []
        for name, type in self.common.items():
            lines.append("type %s = %s;" % (name, self.type_text(type)))
        for kind, entity in self.entities.items():
            lines.append("entity %s%s %s%s;" % (
                kind, " in [%s]" % ", ".join(entity["in"]) if entity["in"] else "",
                self.record_text(entity["attributes"]),
                " tags " + self.type_text(entity["tags"]) if entity["tags"] else ""))
        for kind, ids in self.enums.items():
            lines.append("entity %s enum [%s];" % (kind, ", ".join(quoted(name) for name in ids)))
        for name, action in self.actions.items():
            applies = action["applies"]
            lines.append("action %s%s%s;" % (
                field(name), " in [%s]" % ", ".join(field(group) for group in action["in"]) if action["in"] else "",
                "" if applies is None else " appliesTo { principal: [%s], resource: [%s], context: %s }" % (
                    ", ".join(applies["principal"]), ", ".join(applies["resource"]),
                    self.record_text(applies["context"]))))
        text = "\n".join(lines)
        return "namespace %s {\n%s\n}\n" % (self.namespace[:-2], text) if self.namespace else text + "\n"

    # Entities and requests

    def uid(self, kind):
        if kind in self.enums:
            return self.namespace + kind, self.random.choice(self.enums[kind])
        return self.namespace + kind, "%s-%d" % (kind.lower(), self.random.randrange(4))

    def uid_json(self, kind):
        type, name = self.uid(kind)
        return {"type": type, "id": name}

    def uid_text(self, kind):
        type, name = self.uid(kind)
        return "%s::%s" % (type, quoted(name))

    def action_text(self, name):
        return "%sAction::%s" % (self.namespace, quoted(name))

    def value(self, type):
        type = self.plain(type)
        if type[0] == "set":
            return [self.value(type[1]) for _ in range(self.random.randrange(3))]
        if type[0] == "record":
            return self.values(type[1])
        if type[0] == "entity":
            uid = self.uid_json(type[1])
            return {"__entity": uid} if self.random.random() < 0.5 else uid
        if type[0] in EXTENSIONS:
            text = self.random.choice(GOOD[type[0]])
            call = {"fn": MAKERS[type[0]], "arg": text}
            return self.random.choice([text, call, {"__extn": call}])
        return {"Long": self.random.randrange(-3, 9), "String": self.random.choice(WORDS),
                "Bool": self.random.random() < 0.5}[type[0]]

    def values(self, attributes):
        return {name: self.value(type) for name, (required, type) in attributes.items()
                if required or self.random.random() < 0.5}

    def entity_list(self):
        out = []
        for kind, entity in self.entities.items():
            for number in range(2):
                name = "%s-%d" % (kind.lower(), number)
                parents = [self.uid_json(parent) for parent in entity["in"]
                           if self.kinds.index(parent) > self.kinds.index(kind) and self.random.random() < 0.7]
                made = {"uid": {"type": self.namespace + kind, "id": name},
                        "attrs": self.values(entity["attributes"]), "parents": parents}
                if entity["tags"] and self.random.random() < 0.7:
                    made["tags"] = {"t": self.value(entity["tags"])}
                out.append(made)
        for kind, ids in self.enums.items():
            out.append({"uid": {"type": self.namespace + kind, "id": ids[0]}, "attrs": {}, "parents": []})
        return out

    def environments(self):
        return [(principal, name, resource) for name, action in self.actions.items() if action["applies"]
                for principal in action["applies"]["principal"] for resource in action["applies"]["resource"]]

    def request(self):
        principal, action, resource = self.random.choice(self.environments())
        return {"principal": self.uid_json(principal), "resource": self.uid_json(resource),
                "action": {"type": self.namespace + "Action", "id": action},
                "context": self.values(self.actions[action]["applies"]["context"])}

    # Policies

    def paths(self, environment):
        """What can be read: an expression, its type, the questions that must come before, and where it stops."""
        principal, action, resource = environment
        open = [("principal", ["entity", principal], []), ("resource", ["entity", resource], []),
                ("context", ["record", self.actions[action]["applies"]["context"]], [])]
        found = []
        while open:
            owner, type, guards = open.pop()
            found.append((owner, type, guards))
            if owner.count(".") + owner.count("[") > 2:
                continue
            if type[0] == "entity":
                attributes = self.entities[type[1]]["attributes"] if type[1] in self.entities else {}
                tags = self.entities[type[1]]["tags"] if type[1] in self.entities else None
                if tags:
                    found.append(('%s.getTag("t")' % owner, self.plain(tags), guards + ['%s.hasTag("t")' % owner]))
            else:
                attributes = type[1] if type[0] == "record" else {}
            for name, (required, inner) in attributes.items():
                guard = [] if required else ["%s has %s" % (owner, field(name))]
                open.append((access(owner, name), self.plain(inner), guards + guard))
        return found

    def literal(self, type):
        type = self.plain(type)
        if type[0] == "set":
            return "[%s]" % ", ".join(self.literal(type[1]) for _ in range(self.random.randrange(1, 3)))
        if type[0] == "record":
            return "{%s}" % ", ".join(
                "%s: %s" % (field(name), self.literal(inner)) for name, (_, inner) in type[1].items())
        if type[0] == "entity":
            return self.uid_text(type[1])
        if type[0] in EXTENSIONS:
            return "%s(%s)" % (MAKERS[type[0]], quoted(self.random.choice(GOOD[type[0]])))
        return {"Long": str(self.random.randrange(9)), "String": quoted(self.random.choice(WORDS)),
                "Bool": self.random.choice(["true", "false"])}[type[0]]

    def test(self, expression, type):
        """A question about a value that its type allows."""
        pick = self.random.choice
        if type[0] == "Long":
            return pick(["%s < 3", "%s + 1 == 4", "%s * 2 >= 6", "-%s <= 0", "[1, 2].contains(%s)"]) % expression
        if type[0] == "String":
            return pick(['%s like "n*"', '%s == "night"', '["a", "b"].contains(%s)', '%s != ""']) % expression
        if type[0] == "Bool":
            return pick(["%s", "!%s", "(if %s then true else false)", "%s == true"]) % expression
        if type[0] == "ipaddr":
            return pick(["%s.isIpv4()", '%s.isInRange(ip("10.0.0.0/8"))', '%s == ip("::1")']) % expression
        if type[0] == "decimal":
            return pick(['%s.lessThan(decimal("1.0"))', '%s == decimal("1.5")']) % expression
        if type[0] == "datetime":
            return pick(['%s < datetime("2026-01-01")',
                         '%s.offset(duration("1h")).toTime().toHours() == 3']) % expression
        if type[0] == "duration":
            return pick(['%s <= duration("1h")', "%s.toDays() == 1"]) % expression
        if type[0] == "set":
            return pick(["%s.contains(" + self.literal(type[1]) + ")", "%s.isEmpty()",
                         "%s.containsAny(" + self.literal(type) + ")"]) % expression
        if type[0] == "record":
            names = list(type[1])
            return "%s has %s" % (expression, field(pick(names))) if names else "%s == {}" % expression
        same = self.uid_text(type[1])
        return pick(["%s == " + same, "%s in " + same, "%s is " + self.namespace + type[1],
                     "[" + same + "].contains(%s)", "%s in [" + same + "]"]) % expression

    def policy(self):
        """Head and condition, as parts that can be changed one by one."""
        environment = self.random.choice(self.environments())
        principal, action, resource = environment
        paths = self.paths(environment)
        clauses = []
        for expression, type, guards in self.random.choices(paths, k=self.random.randrange(1, 4)):
            clauses.append({"guards": list(guards), "test": self.test(expression, type), "read": expression,
                            "type": type})
        return {"effect": self.random.choice(["permit", "forbid"]), "environment": environment,
                "principal": "principal is %s%s" % (self.namespace, principal),
                "action": "action == %s" % self.action_text(action),
                "resource": "resource is %s%s" % (self.namespace, resource), "clauses": clauses,
                "keyword": "when"}


def policy_text(policy):
    condition = " && ".join(
        "(%s)" % " && ".join(clause["guards"] + [clause["test"]]) for clause in policy["clauses"])
    return "%s(%s, %s, %s)\n%s { %s };\n" % (
        policy["effect"], policy["principal"], policy["action"], policy["resource"], policy["keyword"], condition)
