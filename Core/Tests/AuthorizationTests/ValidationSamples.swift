/// Conditions that strict validation takes, and those it refuses with what is said.
enum ValidationSamples {
  static let schema = """
    entity A in [A, F] {
      a?: Long, b: Long, q: {x: Long}, r: {x?: Long}, s: Set<Long>, e: E, f: F, ip: ipaddr, d: datetime,
    };
    entity E enum ["x", "y"];
    entity F;
    entity T in F tags Long;
    action g;
    action h in g appliesTo { principal: [A], resource: [F] };
    action a appliesTo {
      principal: [A], resource: [A], context: { k?: { m?: Long }, t: T, r: { x: Long }, h?: Bool },
    };
    """

  /// Of `permit(principal, action == Action::"a", resource) when { … };`
  static let taken = [
    "true", "false", "principal.q == {x: 1}", "1 == \"a\"", "1 == -1", "principal == resource",
    "principal == principal.f",
    "principal.e == E::\"x\"", "principal is A && principal.b == 1", "principal is F && principal.zz == 1",
    "action is Action && !(action has foo)", "principal is Foo::Action",
    // What a `has` or `hasTag` before it makes safe.
    "principal has a && principal.a == 1", "if principal has a then principal.a == 1 else false",
    "(principal has a && true) && principal.a == 1", "context has k.m && context.k.m == 1",
    "(if principal has a then true else false) || principal.b == 1",
    "((principal has a && principal.b == 1) || (principal has a && principal.b == 2)) && principal.a == 1",
    "(if principal has a then principal has a else principal has a) && principal.a == 1",
    "context.t.hasTag(\"x\") && context.t.getTag(\"x\") == 1",
    "context.r has x", "principal[\"b\"] == 1", "principal has \"a\" && principal[\"a\"] == 1",
    // Behind what never holds, or already holds, nothing is looked at.
    "false && principal.zz == 1", "true || principal.zz == 1", "principal has zz && principal.zz == 1",
    "if true then true else 1", "(if principal has zz then principal.zz else 1) == 1",
    "action == Action::\"h\" && context.zz", "if action in Action::\"g\" then principal.zz else true",
    "resource is F && resource.zz == 1", "principal in T::\"x\" && principal.zz == 1",
    // Operators.
    "principal.b + 1 - 2 * 3 < -principal.b", "principal.s.contains(1) && principal.s.containsAny([1, 2])",
    "principal.s.containsAll([1]) || principal.s.isEmpty()", "[principal.q, {x: 1}].contains({x: 2})",
    "{a: 1, b: {c: true}}.b.c", "{a: 1} has b", "principal in [F::\"x\", F::\"y\"]", "F::\"x\" in A::\"x\"",
    "Action::\"h\" in [Action::\"g\", Action::\"a\"]", "\"a\" like \"b*\"", "!(principal has a)",
    "principal.d < datetime(\"2026-01-01\") && duration(\"1h\") <= principal.d.durationSince(principal.d)",
    "principal.ip.isInRange(ip(\"10.0.0.0/8\"))", "decimal(\"1.0\").lessThan(decimal(\"2.5\"))",
    "principal.d.offset(duration(\"1h\")).toTime().toHours() == 3",
    "[principal.b == 1, true].contains(false)", "context has h && context.h",
  ]

  static let refused: [(condition: String, message: String)] = [
    ("1", "expected Bool, but this is Long"),
    ("principal.b", "expected Bool, but this is Long"),
    ("principal.b == \"a\"", "both sides must have one type, but they have Long and String"),
    ("principal.r == principal.q", "both sides must have one type, but they have {x?: Long} and {x: Long}"),
    ("principal.s == []", "an empty set has no type: strict validation refuses `[]`"),
    ("[1, \"a\"].contains(1)", "a set's elements must have one type, but it holds Long and String"),
    ("[A::\"x\", F::\"x\"].contains(principal)", "a set's elements must have one type, but it holds A and F"),
    ("principal.s.contains(\"a\")", "both sides must have one type, but they have Long and String"),
    ("principal.s.containsAll([\"a\"])", "both sides must have one type, but they have Long and String"),
    (
      "if principal.b == 1 then 1 == 1 else 1",
      "both branches must have one type, but they have Bool and Long"
    ),
    ("principal.zz == 1", "A has no attribute `zz`"),
    ("principal.e.x == 1", "E has no attribute `x`"),
    ("action.x == 1", "Action has no attribute `x`"),
    ("{a: 1}.b == 1", "{a: Long} has no attribute `b`"),
    ("principal.b.x == 1", "expected an entity or a record, but this is Long"),
    ("principal has a.b", "expected an entity or a record, but this is Long"),
    ("principal.a == 1", "the attribute `a` of A may be missing: ask `has a` before"),
    ("principal has a || principal.a == 1", "the attribute `a` of A may be missing: ask `has a` before"),
    ("!(principal has a) || principal.a == 1", "the attribute `a` of A may be missing: ask `has a` before"),
    ("resource has a && principal.a == 1", "the attribute `a` of A may be missing: ask `has a` before"),
    (
      "(if principal has a then true else true) && principal.a == 1",
      "the attribute `a` of A may be missing: ask `has a` before"
    ),
    (
      "context.k.m == 1",
      "the attribute `k` of {h?: Bool, k?: {m?: Long}, r: {x: Long}, t: T} may be missing: ask `has k` before"
    ),
    ("principal.getTag(\"x\") == 1", "A has no tags"),
    ("context.t.getTag(\"x\") == 1", "this tag of T may be missing: ask `hasTag` before"),
    (
      "context.t.hasTag(\"y\") && context.t.getTag(\"x\") == 1",
      "this tag of T may be missing: ask `hasTag` before"
    ),
    ("context.t.hasTag(1)", "expected String, but this is Long"),
    ("1 in principal", "expected an entity, but this is Long"),
    ("principal in principal.s", "expected an entity or a set of entities, but this is Set<Long>"),
    ("1 is A", "expected an entity, but this is Long"),
    ("1 like \"a\"", "expected String, but this is Long"),
    ("\"a\" < 1", "expected Long, datetime or duration, but this is String"),
    ("1 < principal.d", "expected Long, but this is datetime"),
    ("decimal(\"1.0\") < decimal(\"2.0\")", "expected Long, datetime or duration, but this is decimal"),
    ("1 + true == 1", "expected Long, but this is Bool"),
    ("!principal.b", "expected Bool, but this is Long"),
    ("-principal.e == 1", "expected Long, but this is E"),
    ("ip(\"zone\") == principal.ip", "`zone` is no ip"),
    ("decimal(\"1.23456\") == decimal(\"1.0\")", "`1.23456` is no decimal"),
    ("datetime(\"2026-13-01\") == principal.d", "`2026-13-01` is no datetime"),
    ("duration(\"1w\") == duration(\"1h\")", "`1w` is no duration"),
    (
      "ip(if true then \"::1\" else \"::1\") == principal.ip",
      "`ip` takes a string literal in strict validation"
    ),
    ("\"::1\".isIpv4()", "expected ipaddr, but this is String"),
    // Looked at wherever it stands, even where nothing else is.
    ("false && principal == Zed::\"x\"", "the schema has no entity type `Zed`"),
    ("false && principal is Zed", "the schema has no entity type `Zed`"),
    ("false && principal in Action::\"zz\"", "the schema has no action `Action::\"zz\"`"),
    ("false && principal.e == E::\"z\"", "`z` is none of the ids of `E`"),
  ]
}
