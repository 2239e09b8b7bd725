/// Schemas that are taken, and schemas that are refused with what is said of them.
enum SchemaSamples {
  static let taken = [
    "", " // nothing", "entity A;", "entity A, B, C in [D]; entity D;", "entity A in D; entity D in D;",
    "entity A in []; entity B in [A,A];", "entity A { x: Long };",
    "entity A = { x?: Long, \"y z\": String, };",
    "entity A {} tags Set<Set<Long>>;", "entity A tags { a: Bool };", "entity A enum [\"x\", \"y\"];",
    "entity A, B enum [\"x\", \"x\"];", "entity A in E; entity E enum [\"q\"];",
    "@doc(\"zones\") @short entity A { @unit(\"kPa\") x: Long };", "@if(\"x\") entity A;",
    "entity namespace, type, action, Set, tags, enum, appliesTo, entity;", "entity Set; entity A { s: Set };",
    "entity A { type: Long, Set: Set<Long>, \"if\": Long, \"\": Bool, \"\\u{e9}\": Bool, __cedar: Long };",
    "action a;", "action a, \"b c\", __cedar;", "action \"in\" in [\"d e\", b]; action b, \"d e\";",
    "entity A; action a appliesTo { principal: A, resource: [A], context: {}, };",
    "entity A; action a appliesTo { context: { x: Long }, resource: A, principal: [A, A] } attributes {};",
    "type C = { x: Long }; entity A; action a appliesTo { principal: A, resource: A, context: C };",
    "namespace N { entity A; action a in b; action b; } namespace M { action c in N::Action::\"a\"; }",
    "action a; namespace N { action b in a; action c in Action::\"a\"; }",
    "namespace N::M { entity A; } namespace N { entity B { y: N::M::A }; }",
    "namespace N { entity X; entity A { x: Y, z: X }; } entity Y;",
    "namespace N { entity String; entity A { x: String, y: __cedar::String }; }",
    "entity Long; entity B { x: Long, y: __cedar::Long };", "type ipaddr = Long; entity A { x: ipaddr };",
    "entity A { a: ipaddr, b: decimal, c: datetime, d: duration, e: __cedar::ipaddr };",
    "entity A; type A = Long; type entity = A;", "type Action = Long; entity A { x: Action };",
    "entity A { x: Action, y: Set<Action> }; action a;",
    "type T = Set<U>; type U = V; type V = { x?: W }; type W = Long;",
    "entity A { x: A };", "entity A { x: Long, x: String };",
  ]

  /// A schema, where the fault is (line 1, column), and what is said.
  static let refused: [(schema: String, column: Int, message: String)] = [
    ("entity A; entity A;", 18, "the entity type `A` is declared twice"),
    ("type T = Long; type T = Bool;", 21, "the type `T` is declared twice"),
    ("action a; action b, \"a\";", 21, "the action `a` is declared twice"),
    ("namespace N {} namespace N {}", 26, "the namespace `N` is declared twice"),
    ("type Long = String;", 6, "`Long` is reserved and can't be a type's name"),
    ("type Entity = String;", 6, "`Entity` is reserved and can't be a type's name"),
    ("entity if;", 8, "`if` is reserved and can't be an entity type's name"),
    ("action has;", 8, "`has` is reserved and can't be an action's name"),
    ("entity A { in: Long };", 12, "`in` is reserved and can't be an attribute's name"),
    ("namespace N { entity Action; }", 22, "`Action` is the type of actions, which `action` declares"),
    ("entity __cedar;", 8, "names with `__cedar` are Cedar's own"),
    ("namespace X::__cedar { }", 11, "names with `__cedar` are Cedar's own"),
    (
      "entity A; namespace N { type A = Long; }", 30,
      "`A` is declared outside the namespaces too; it would be hidden"
    ),
    (
      "namespace N { action a; } action a;", 22,
      "`a` is declared outside the namespaces too; it would be hidden"
    ),
    ("entity A { x: B };", 15, "no type `B` is declared"),
    ("entity A { x: Boolean };", 15, "no type `Boolean` is declared"),
    ("entity A { x: Action };", 15, "no type `Action` is declared"),
    ("entity A { x: __cedar::A };", 15, "no type `__cedar::A` is declared"),
    ("namespace N::M { entity A; } namespace N { entity B { x: M::A }; }", 58, "no type `M::A` is declared"),
    ("entity A in B;", 13, "no entity type `B` is declared"),
    ("type B = Long; entity A in B;", 28, "no entity type `B` is declared"),
    ("entity A in Action; action a;", 13, "no entity type `Action` is declared"),
    ("entity A; action a appliesTo { principal: B, resource: A };", 43, "no entity type `B` is declared"),
    ("action a in b;", 13, "no action `b` is declared"),
    ("action a in F::\"a\";", 13, "no action `F::a` is declared"),
    ("action a in a;", 8, "the action `a` belongs to itself by way of its `in`"),
    (
      "action a in b; action b in c; action c in a;", 8, "the action `a` belongs to itself by way of its `in`"
    ),
    ("type T = T;", 6, "the type `T` is made of itself"),
    ("type V = U; type T = { x: Set<U> }; type U = T;", 6, "the type `V` is made of itself"),
    (
      "entity A; action a appliesTo { principal: A, resource: A, context: A };", 68,
      "no common type `A` is declared"
    ),
    (
      "type C = Long; entity A; action a appliesTo { principal: A, resource: A, context: C };", 83,
      "a context is a record, but `C` is Long"
    ),
    ("entity A; action a appliesTo { principal: A };", 18, "the action `a` lacks `resource`, its types"),
    (
      "entity A; action a appliesTo { principal: [], resource: A };", 43,
      "`principal` is empty; an action that applies to nothing has no `appliesTo`"
    ),
    (
      "entity A; action a appliesTo { principal: A, principal: A };", 46,
      "`principal` is written twice for one action"
    ),
    ("action a appliesTo {};", 21, "expected `principal`, `resource` or `context`, found `}`"),
    ("@a(\"x\") @a entity A;", 10, "the annotation `a` is written twice"),
    ("entity A enum [];", 16, "expected an id in quotation marks, found `]`"),
    (
      "entity A = Long;", 12,
      "expected `{` after `=`: an entity type has a record of attributes, found `Long`"
    ),
    ("entity A { x: Set<> };", 19, "expected a type, found `>`"),
    ("entity A { x: Long y: Long };", 20, "expected `}` or `,` after the attribute's type, found `y`"),
    ("entity A { \"\\q\": Long };", 13, "no escape; `\\` itself is written as `\\\\`"),
    ("entity A", 9, "expected `;` at the end of `entity`, found the end of the text"),
    ("namespace N { entity A;", 11, "this namespace is not closed: `}` is missing"),
    ("action a in N::Action;", 13, "an action is named as `N::Action::\"id\"`"),
    ("entity A;;", 10, "expected `entity`, `action`, `type`, `namespace`, found `;`"),
  ]
}
