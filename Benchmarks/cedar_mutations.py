#!/usr/bin/env python3
"""What cedarpy says of policies, entities, requests and schemas that were broken, beside what Bulkhead says.

    python3 Benchmarks/cedar_mutations.py .build/release/bulkhead FOLDER [--count N] [--seed N] [--corpus FOLDER]

Draws schemas with policies, entities and requests that fit them (cedar_worlds.py), changes one thing in each, and
asks cedarpy (from PyPI: cedarpy 4.12.2) whether it still fits. With --corpus, a folder of Cedar's own generated
cases, half of what is changed comes from there. Writes cases into FOLDER in the format that `bulkhead access cases`
runs, and runs them. Prints how often each change was made and how often it broke something. Ends with 1 where a
verdict differs, or where fewer than a fifth of the verdicts are yes or no.
"""
import argparse
import collections
import copy
import json
import os
import random
import re
import subprocess
import sys

import cedarpy

from cedar_worlds import World, access, field, policy_text, quoted

BAD_TEXTS = ["", "zone", "10.0.0.1/33", "1", "2026-13-01", "1w", "1.23456"]
WORD = re.compile(r'"(?:[^"\\]|\\.)*"|[A-Za-z_][A-Za-z0-9_]*|[0-9]+|::|&&|\|\||[<>=!]=|[^\sA-Za-z0-9_"]')


class Change:
    """Changes one thing, and says what."""

    def __init__(self, random):
        self.random = random

    def pick(self, choices):
        return self.random.choice(list(choices))

    def apply(self, prefix, *arguments):
        """Tries the changes of one kind in random order until one finds something to change."""
        names = [name for name in dir(self) if name.startswith(prefix)]
        self.random.shuffle(names)
        for name in names:
            made = getattr(self, name)(*arguments)
            if made is not None:
                return name.replace("_", " "), made
        return None

    # Policies: `policy` is a copy that may be changed

    def policy_nothing(self, world, policy):
        return policy

    def policy_guard_dropped(self, world, policy):
        guarded = [clause for clause in policy["clauses"] if clause["guards"]]
        if not guarded:
            return None
        guards = self.pick(guarded)["guards"]
        guards.pop(self.random.randrange(len(guards)))
        return policy

    def policy_guard_negated(self, world, policy):
        guarded = [clause for clause in policy["clauses"] if clause["guards"]]
        if not guarded:
            return None
        guards = self.pick(guarded)["guards"]
        at = self.random.randrange(len(guards))
        guards[at] = self.pick(["!(%s)", "(%s || true)", "(%s || principal == principal)", "(true && %s)",
                                "(if %s then true else false)"]) % guards[at]
        return policy

    def policy_guard_moved_behind(self, world, policy):
        guarded = [clause for clause in policy["clauses"] if clause["guards"]]
        if not guarded:
            return None
        clause = self.pick(guarded)
        clause["test"] = "(%s && %s)" % (clause["test"], clause["guards"].pop())
        return policy

    def policy_or_for_and(self, world, policy):
        guarded = [clause for clause in policy["clauses"] if clause["guards"]]
        if not guarded:
            return None
        clause = self.pick(guarded)
        clause["test"] = "(%s || %s)" % (clause["guards"].pop(), clause["test"])
        return policy

    def policy_other_literal(self, world, policy):
        clause = self.pick(policy["clauses"])
        clause["test"] = "%s == %s" % (clause["read"], world.literal(world.type(2)))
        return policy

    def policy_other_question(self, world, policy):
        clause = self.pick(policy["clauses"])
        clause["test"] = world.test(clause["read"], world.plain(world.type(2)))
        return policy

    def policy_attribute_unknown(self, world, policy):
        clause = self.pick(policy["clauses"])
        name = self.pick(["zeta", "level", "odd key"])
        clause["test"] = self.pick(["%s == 1", "(%s has x) || true"]) % access(clause["read"], name)
        return policy

    def policy_attribute_unknown_asked(self, world, policy):
        clause = self.pick(policy["clauses"])
        clause["guards"].append("%s has %s" % (clause["read"], field(self.pick(["zeta", "level", "alpha"]))))
        return policy

    def policy_never_looked_at(self, world, policy):
        clause = self.pick(policy["clauses"])
        clause["test"] = self.pick([
            "(false && %s.zeta == 1)", "(true || %s.zeta == 1)", "(if true then true else %s.zeta)",
            "(if action == %s then true else %%s.zeta)" % world.action_text(policy["environment"][1]),
            "(principal is %sPerson || %%s.zeta == 1)" % world.namespace]) % clause["read"]
        return policy

    def policy_type_unknown(self, world, policy):
        clause = self.pick(policy["clauses"])
        clause["test"] = self.pick([
            'principal in Ghost::"x"', 'false && principal == Ghost::"x"', "resource is Ghost",
            "resource is Other::Action",
            '[Ghost::"x"].contains(principal)'])
        return policy

    def policy_action_unknown(self, world, policy):
        name = self.pick(["Action::\"ghost\"", "Ghost::Action::\"read\"", world.action_text("ghost")])
        if self.random.random() < 0.5:
            policy["action"] = "action %s %s" % (self.pick(["==", "in"]), name)
        else:
            self.pick(policy["clauses"])["test"] = "false || action in [%s]" % name
        return policy

    def policy_enum_id_unknown(self, world, policy):
        if not world.enums:
            return None
        self.pick(policy["clauses"])["test"] = "principal == %sShift::%s" % (
            world.namespace, self.pick(['"early"', '"night"', '""', '"EARLY"']))
        return policy

    def policy_empty_set(self, world, policy):
        self.pick(policy["clauses"])["test"] = self.pick([
            "[].isEmpty()", "[].contains(1)", "[[], [1]].contains([2])", "false && [] == []", "principal in []"])
        return policy

    def policy_mixed_set(self, world, policy):
        self.pick(policy["clauses"])["test"] = "[%s, %s].isEmpty()" % (
            world.literal(world.type(1)), world.literal(world.type(1)))
        return policy

    def policy_mixed_branches(self, world, policy):
        clause = self.pick(policy["clauses"])
        clause["test"] = "(if %s then %s else %s) == %s" % (
            clause["test"], world.literal(world.type(1)), world.literal(world.type(1)), world.literal(world.type(1)))
        return policy

    def policy_constructor_argument(self, world, policy):
        maker = self.pick(["ip", "decimal", "datetime", "duration"])
        argument = self.pick([quoted(self.pick(BAD_TEXTS)), self.pick(policy["clauses"])["read"], "1",
                              '(if true then "1h" else "::1")'])
        self.pick(policy["clauses"])["test"] = "%s(%s) == %s(%s)" % (maker, argument, maker, argument)
        return policy

    def policy_other_operator(self, world, policy):
        clause = self.pick(policy["clauses"])
        first, second = clause["read"], self.pick(policy["clauses"])["read"]
        clause["test"] = self.pick([
            "%s < %s", "%s == %s", "%s in %s", "%s.contains(%s)", "%s.containsAll(%s)", "%s + 1 == %s",
            "[%s, %s].isEmpty()", "%s.hasTag(%s)", "{a: %s} == {a: %s}", "%s && %s", "%s || %s", "%s.isInRange(%s)",
            "%s.durationSince(%s) == 1", "%s >= %s", "(if %s then 1 else 2) == %s", '%s like "a" || %s'])
        clause["test"] %= (first, second)
        return policy

    def policy_one_operand(self, world, policy):
        clause = self.pick(policy["clauses"])
        clause["test"] = self.pick([
            "!%s", "-%s == 1", '%s like "a*"', "%s.isEmpty()", "%s is Person", "%s.isIpv4()", "%s.toDays() == 1",
            "%s", "%s has alpha", '%s.getTag("t") == 1', '%s.hasTag("t")', "%s.toTime() == 1", "%s.alpha == 1"])
        clause["test"] %= clause["read"]
        return policy

    def policy_tag_other(self, world, policy):
        clause = self.pick(policy["clauses"])
        clause["test"] = self.pick([
            'principal.hasTag("t") && principal.getTag("u") == 1', 'resource.hasTag("t") && principal.getTag("t") == 1',
            'resource.hasTag("t") && resource.getTag("t") == resource.getTag("t")', 'resource.getTag("t") == 1',
            'resource.hasTag("t") || resource.getTag("t") == 1'])
        return policy

    def policy_head_other_type(self, world, policy):
        kind = self.pick(world.kinds + list(world.enums))
        side = self.pick(["principal", "resource"])
        policy[side] = side + self.pick([" is %s%s" % (world.namespace, kind), " == " + world.uid_text(kind),
                                        " in " + world.uid_text(kind),
                                        " is %s%s in %s" % (
                                            world.namespace, self.pick(world.kinds), world.uid_text(kind))])
        return policy

    def policy_head_open(self, world, policy):
        side = self.pick(["principal", "action", "resource"])
        policy[side] = side
        return policy

    def policy_head_other_action(self, world, policy):
        names = [world.action_text(self.pick(world.actions)) for _ in range(2)]
        policy["action"] = "action " + self.pick([
            "== " + names[0], "in " + names[0], "in [%s]" % ", ".join(names), "in []", "in [%s]" % names[0]])
        return policy

    def policy_drawn_condition(self, world, policy):
        """Questions and what they make safe, put together by lot."""
        paths = [path for path in world.paths(policy["environment"]) if path[2]] or world.paths(policy["environment"])
        pieces = ["true", "false", "principal == resource", "action in [%s]" % world.action_text("any")]
        for expression, type, guards in self.random.choices(paths, k=2):
            pieces += guards * 2 + [" && ".join(guards) or "true"]
            pieces += [world.test(expression, type) for _ in range(2)]

        def drawn(depth):
            if depth == 0 or self.random.random() < 0.15:
                return self.pick(pieces)
            form = self.pick(["%s && %s", "%s && %s", "%s || %s", "!(%s)", "if %s then %s else %s", "%s == %s",
                              "[%s, %s].contains(true)", "{a: %s}.a", "%s && %s && %s"])
            return "(%s)" % (form % tuple("(%s)" % drawn(depth - 1) for _ in range(form.count("%s"))))

        self.pick(policy["clauses"])["test"] = drawn(self.random.randrange(1, 5))
        return policy

    def policy_unless(self, world, policy):
        policy["keyword"] = "unless"
        return policy

    # Entities: `entities` is a copy that may be changed

    def entity_nothing(self, world, entities):
        return entities

    def typed(self, world, entities):
        """An entity of a type with attributes, and that type."""
        entity = self.pick([entity for entity in entities if self.kind(world, entity) in world.entities])
        return entity, world.entities[self.kind(world, entity)]

    def kind(self, world, entity):
        return entity["uid"]["type"][len(world.namespace):]

    def entity_attribute_dropped(self, world, entities):
        entity, _ = self.typed(world, entities)
        if not entity["attrs"]:
            return None
        del entity["attrs"][self.pick(entity["attrs"])]
        return entities

    def entity_attribute_added(self, world, entities):
        entity = self.pick(entities)
        entity["attrs"][self.pick(["zeta", "alpha", "level"])] = self.pick([1, "x", True, [], {}])
        return entities

    def entity_attribute_other_value(self, world, entities):
        entity, _ = self.typed(world, entities)
        if not entity["attrs"]:
            return None
        entity["attrs"][self.pick(entity["attrs"])] = self.other_value(world)
        return entities

    def other_value(self, world):
        return self.pick([
            world.value(world.type(2)), world.value(world.type(2)), world.value(world.type(2)), None, 1.5, 2**63,
            -2**63,
            {"__entity": {"type": "Ghost", "id": "x"}}, {"fn": "ip", "arg": "zone"}, {"fn": "ghost", "arg": "1"},
            {"__extn": {"fn": "decimal", "arg": "1.0"}}, {"type": "Ghost", "id": "x"}, "10.0.0.1", "1.0", "",
            [1, "a"], [[]], {"__expr": "1"}, {"fn": "ip", "args": ["::1"]}, {"fn": "ip"}, {"type": "A B", "id": "x"},
            {"type": 1, "id": "x"}])

    def entity_value_inside(self, world, entities):
        """Changes something inside a set, a record or a reference."""
        places = []
        for entity in entities:
            open = [entity["attrs"], entity.get("tags", {})]
            while open:
                inside = open.pop()
                for key, value in (inside.items() if isinstance(inside, dict) else enumerate(inside)):
                    if isinstance(value, (dict, list)):
                        open.append(value)
                        places.append(value)
        places = [place for place in places if place]
        if not places:
            return None
        place = self.pick(places)
        if isinstance(place, list):
            place[self.random.randrange(len(place))] = self.other_value(world)
        elif self.random.random() < 0.4:
            del place[self.pick(place)]
        elif self.random.random() < 0.5:
            place[self.pick(["zeta", "alpha", "x"])] = self.other_value(world)
        else:
            place[self.pick(place)] = self.other_value(world)
        return entities

    def entity_tag_other(self, world, entities):
        entity = self.pick(entities)
        entity["tags"] = self.pick([{}, {"t": self.other_value(world)}, {"t": 1}, {"t": "x"}])
        return entities

    def entity_parent_other(self, world, entities):
        entity = self.pick(entities)
        entity["parents"].append(self.pick([
            world.uid_json(self.pick(world.kinds + list(world.enums))), {"type": "Ghost", "id": "x"},
            {"type": world.namespace + "Action", "id": "any"}, dict(entity["uid"])]))
        return entities

    def entity_type_other(self, world, entities):
        entity = self.pick(entities)
        entity["uid"]["type"] = self.pick([
            "Ghost", world.namespace + "Ghost", world.namespace + self.pick(world.kinds), self.pick(world.kinds)])
        return entities

    def entity_id_other(self, world, entities):
        entity = self.pick(entities)
        entity["uid"]["id"] = self.pick(["night", "", "late", entities[0]["uid"]["id"]])
        return entities

    def entity_enum(self, world, entities):
        if not world.enums:
            return None
        entity = {"uid": {"type": world.namespace + "Shift", "id": self.pick(["late", "night", "EARLY"])},
                  "attrs": self.pick([{}, {}, {"alpha": 1}]), "parents": [], "tags": self.pick([{}, {}, {"t": 1}])}
        entities.append(entity)
        return entities

    def entity_action(self, world, entities):
        name = self.pick(list(world.actions) + ["ghost"])
        parents = [{"type": world.namespace + "Action", "id": self.pick(world.actions)}
                   for _ in range(self.random.randrange(3))]
        if name in world.actions and self.random.random() < 0.5:
            # As the schema has it: every group, at any remove.
            groups, open = set(), list(world.actions[name]["in"])
            while open:
                group = open.pop()
                groups.add(group)
                open += world.actions[group]["in"]
            parents = [{"type": world.namespace + "Action", "id": group} for group in sorted(groups)]
        entities.append({"uid": {"type": world.namespace + "Action", "id": name}, "parents": parents,
                         "attrs": self.pick([{}, {}, {}, {"alpha": 1}]), "tags": self.pick([{}, {}, {}, {"t": 1}])})
        return entities

    def entity_twice(self, world, entities):
        again = copy.deepcopy(self.pick(entities))
        if self.random.random() < 0.5 and again["attrs"]:
            del again["attrs"][self.pick(again["attrs"])]
        entities.append(again)
        return entities

    def entity_form(self, world, entities):
        entity = self.pick(entities)
        key = self.pick(["attrs", "parents", "uid", "more"])
        if key == "more":
            entity["more"] = 1
        elif self.random.random() < 0.5:
            del entity[key]
        else:
            entity[key] = self.pick([1, "x", None, {}, []])
        return entities

    # Requests: `request` is a copy that may be changed

    def request_nothing(self, world, request):
        return request

    def request_side_other(self, world, request):
        request[self.pick(["principal", "resource"])] = self.pick([
            world.uid_json(self.pick(world.kinds + list(world.enums))), {"type": "Ghost", "id": "x"},
            {"type": world.namespace + "Action", "id": "any"}])
        return request

    def request_enum_id(self, world, request):
        if not world.enums:
            return None
        request[self.pick(["principal", "resource"])] = {
            "type": world.namespace + "Shift", "id": self.pick(["early", "late", "night"])}
        return request

    def request_action_other(self, world, request):
        request["action"] = {"type": self.pick([world.namespace, world.namespace, "Ghost::"]) + "Action",
                             "id": self.pick(list(world.actions) + ["ghost"])}
        return request

    def request_context_dropped(self, world, request):
        if not request["context"]:
            return None
        del request["context"][self.pick(request["context"])]
        return request

    def request_context_added(self, world, request):
        request["context"][self.pick(["zeta", "alpha", "level", "owner"])] = self.other_value(world)
        return request

    def request_context_other(self, world, request):
        if not request["context"]:
            return None
        request["context"][self.pick(request["context"])] = self.other_value(world)
        return request

    def request_context_inside(self, world, request):
        wrapped = [{"attrs": request["context"]}]
        return request if self.entity_value_inside(world, wrapped) else None

    # Schemas: the world is a copy that may be changed

    def schema_attribute_optional(self, world):
        self.pick(self.records(world))[0] ^= True
        return world

    def records(self, world):
        found = []
        open = [entity["attributes"] for entity in world.entities.values()]
        open += [action["applies"]["context"] for action in world.actions.values() if action["applies"]]
        while open:
            for attribute in open.pop().values():
                found.append(attribute)
                if attribute[1][0] == "record":
                    open.append(attribute[1][1])
        return found

    def schema_attribute_other_type(self, world):
        self.pick(self.records(world))[1] = world.type(2)
        return world

    def schema_attribute_undeclared_type(self, world):
        self.pick(self.records(world))[1] = self.pick([["Ghost"], ["Action"], ["entity", "Ghost"], ["__cedar::Long"],
                                                       ["__cedar::Ghost"], ["Set<Ghost>"], ["Extra"]])
        return world

    def schema_attribute_dropped(self, world):
        attributes = self.pick(world.entities.values())["attributes"]
        del attributes[self.pick(attributes)]
        return world

    def schema_membership_other(self, world):
        entity = self.pick(world.entities.values())
        entity["in"] = [self.pick(world.kinds + list(world.enums) + ["Ghost", "Action"])]
        return world

    def schema_action_other(self, world):
        action = self.pick(world.actions.values())
        action["in"] = [self.pick(list(world.actions) + ["ghost"])]
        return world

    def schema_applies_other(self, world):
        action = self.pick([action for action in world.actions.values() if action["applies"]])
        action["applies"][self.pick(["principal", "resource"])] = self.pick([
            [], [self.pick(world.kinds)], list(world.enums), ["Ghost"], ["Action"], ["Extra"]])
        return world

    def schema_tags_other(self, world):
        entity = self.pick(world.entities.values())
        entity["tags"] = None if entity["tags"] and self.random.random() < 0.5 else world.type(1)
        return world

    def schema_common_other(self, world):
        world.common = self.pick([
            {}, {"Extra": ["record", {}]}, {"Extra": ["Long"]}, {"Extra": ["Extra"]}, {"Extra": ["set", ["Extra"]]},
            {"Extra": ["Other"], "Other": ["Long"]}, {"Long": ["String"]}, {"Person": ["Long"]}, {"ipaddr": ["Long"]},
            {"Extra": ["Other"], "Other": ["Extra"]}, {"__cedar": ["Long"]}])
        return world

    # Texts of others: words of it in place of others

    def text_change(self, text, vocabulary):
        words = list(WORD.finditer(text))
        if len(words) < 4:
            return None
        word = self.pick(words)
        kind = word.group()
        if kind[0] == '"' or kind[0].isalpha():
            alike = [other for other in vocabulary if (other[0] == '"') == (kind[0] == '"')]
        elif kind.isdigit():
            alike = ["0", "1", '"x"', "true"]
        else:
            alike = ["&&", "||", "==", "<", "in", "!=", "+", ".", ",", "has", "like", "is"]
        if not alike:
            return None
        return text[:word.start()] + self.pick(alike) + text[word.end():]


def vocabulary_of(text):
    words = {word.group() for word in WORD.finditer(text)}
    return sorted(word for word in words if word[0] == '"' or word[0].isalpha() or word[0] == "_")


# What cedarpy says; None where it can't be asked

def policies_fit(text, schema):
    try:
        cedarpy.PolicySet.from_str(text)
    except ValueError:
        return None
    return cedarpy.validate_policies(text, schema).validation_passed


def entities_fit(entities, schema):
    try:
        cedarpy.Entities.from_json_str(json.dumps(entities), schema)
        return True
    except ValueError:
        return False


def request_fits(request, schema):
    asked = {side: request[side] for side in ("principal", "action", "resource")}
    asked["context"] = json.dumps(request["context"])
    return not cedarpy.is_authorized(asked, "", "[]", schema=schema).diagnostics.errors


def schema_of(text):
    try:
        return cedarpy.Schema.from_str(text)
    except ValueError:
        return None


class Run:
    def __init__(self, chosen):
        self.random = random.Random(chosen.seed)
        self.change = Change(self.random)
        self.folder = os.path.join(chosen.folder, "cases")
        # Never what an earlier run left behind.
        os.makedirs(self.folder)
        self.corpus = chosen.corpus
        self.names = []
        if chosen.corpus:
            tests = os.path.join(chosen.corpus, "corpus-tests")
            self.names = sorted(name[:-5] for name in os.listdir(tests)
                                if name.endswith(".json") and not name.endswith(".entities.json"))
        self.verdicts = collections.defaultdict(lambda: [0, 0])
        self.written = 0

    def verdict(self, name, fits):
        self.verdicts[name][0 if fits else 1] += 1

    def write(self, schema, policies="", entities=(), **fields):
        name = "%05d" % self.written
        self.written += 1
        base = os.path.join(self.folder, name)
        for ending, text in ((".cedarschema", schema), (".cedar", policies), (".entities.json", json.dumps(entities))):
            with open(base + ending, "w") as file:
                file.write(text)
        case = {"policies": "cases/%s.cedar" % name, "schema": "cases/%s.cedarschema" % name,
                "entities": "cases/%s.entities.json" % name, "requests": []}
        case.update(fields)
        with open(base + ".json", "w") as file:
            json.dump(case, file, indent=1)

    def corpus_case(self):
        base = os.path.join(self.corpus, "corpus-tests", self.random.choice(self.names))
        read = lambda ending: open(base + ending).read()
        return read(".cedarschema"), read(".cedar"), json.loads(read(".entities.json")), json.loads(read(".json"))

    def world(self):
        while True:
            world = World(self.random)
            text = world.schema()
            schema = schema_of(text)
            if schema is not None and world.environments():
                return world, text, schema

    def policies(self):
        if self.names and self.random.random() < 0.5:
            text, policies, _, _ = self.corpus_case()
            changed = self.change.text_change(policies, vocabulary_of(text + policies))
            fits = policies_fit(changed, schema_of(text)) if changed else None
            kind = "policy of the corpus"
        else:
            world, text, schema = self.world()
            kind, made = self.change.apply("policy_", world, world.policy())
            changed = policy_text(made)
            fits = policies_fit(changed, schema)
        if fits is None:
            return 0
        self.verdict(kind, fits)
        self.write(text, changed, shouldValidate=fits)
        return 1

    def corpus_entities(self):
        """Something in the corpus's entities put in place of something else there."""
        text, _, entities, _ = self.corpus_case()
        places = []
        open = [entities]
        while open:
            inside = open.pop()
            for key, value in (inside.items() if isinstance(inside, dict) else enumerate(inside)):
                places.append((inside, key))
                if isinstance(value, (dict, list)):
                    open.append(value)
        if not places:
            return None
        inside, key = self.random.choice(places)
        other, other_key = self.random.choice(places)
        inside[key] = copy.deepcopy(other[other_key])
        return "entity of the corpus", text, entities

    def entities(self):
        if self.names and self.random.random() < 0.5:
            found = self.corpus_entities()
            if found is None:
                return 0
            kind, text, entities = found
            schema = schema_of(text)
        else:
            world, text, schema = self.world()
            kind, entities = self.change.apply("entity_", world, world.entity_list())
        fits = entities_fit(entities, schema)
        self.verdict(kind, fits)
        self.write(text, "", entities, entitiesValidate=fits)
        return 1

    def requests(self):
        world, text, schema = self.world()
        asked = []
        for _ in range(5):
            kind, request = self.change.apply("request_", world, world.request())
            fits = request_fits(request, schema)
            self.verdict(kind, fits)
            asked.append(dict(request, requestValidates=fits, description=kind))
        self.write(text, requests=asked)
        return len(asked)

    def schemas(self):
        """A changed schema: whether it can be read, and whether what fitted the old one fits it."""
        world, _, _ = self.world()
        policies, entities, request = policy_text(world.policy()), world.entity_list(), world.request()
        made = self.change.apply("schema_", world)
        if made is None:
            return 0
        kind, world = made
        text = world.schema()
        if self.random.random() < 0.3:
            kind, text = "schema text", self.change.text_change(text, vocabulary_of(text)) or text
        schema = schema_of(text)
        self.verdict(kind, schema is not None)
        if schema is None:
            self.write(text, schemaValidates=False)
            return 1
        fits = policies_fit(policies, schema)
        request["requestValidates"] = request_fits(request, schema)
        self.verdict("policy under a changed schema", fits)
        self.verdict("request under a changed schema", request["requestValidates"])
        fit = entities_fit(entities, schema)
        self.verdict("entity under a changed schema", fit)
        self.write(text, policies, entities, shouldValidate=fits, entitiesValidate=fit, requests=[request])
        return 4


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bulkhead")
    parser.add_argument("folder", help="a folder without cases, made where it is missing")
    parser.add_argument("--count", type=int, default=6000, help="verdicts to compare")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", help="a folder with corpus-tests")
    chosen = parser.parse_args()
    if os.path.exists(os.path.join(chosen.folder, "cases")):
        parser.error("%s holds cases already" % chosen.folder)
    run = Run(chosen)
    # Half policies, the rest in equal parts.
    steps = [(run.policies, 0.4), (run.entities, 0.25), (run.requests, 0.2), (run.schemas, 0.15)]
    for step, share in steps:
        done = 0
        while done < share * chosen.count:
            done += step()
    yes = sum(fits for fits, _ in run.verdicts.values())
    no = sum(broken for _, broken in run.verdicts.values())
    for name, (fits, broken) in sorted(run.verdicts.items()):
        print("%-36s %5d   fits %5d   does not %5d" % (name, fits + broken, fits, broken))
    print("%d verdicts: %d fit, %d do not" % (yes + no, yes, no))
    ran = subprocess.run([chosen.bulkhead, "access", "cases", chosen.folder], capture_output=True, text=True)
    lines = ran.stdout.splitlines()
    print("\n".join(lines[-20:]))
    sys.stderr.write(ran.stderr)
    return 0 if ran.returncode == 0 and min(yes, no) * 5 >= yes + no else 1


if __name__ == "__main__":
    sys.exit(main())
