import Authorization
import JSON

/// A schema, policies, entities and a context, parted by zero octets.
///
/// What validates must keep its promise: a policy without errors, asked with entities and a request that fit
/// the schema, fails of nothing but overflow, missing entities and moments that can't be written.
enum FuzzedPolicies {
  static func run(_ input: [UInt8]) {
    let parts = input.split(separator: 0, maxSplits: 3, omittingEmptySubsequences: false).map { Array($0) }
    let schema = schema(parts[0])
    let policies = policies(parts.count > 1 ? parts[1] : [])
    let text = parts.count > 2 ? parts[2] : Array("[]".utf8)
    let entities = entities(text, schema)
    guard let policies else { return }
    var faultless: Set<Text> = []
    if let schema {
      let findings = Validator(schema).validate(policies.policies)
      demand(findings == Validator(schema).validate(policies.policies), "two validations differ")
      for finding in findings { words(finding.words) }
      let faulty = Set(findings.filter { $0.severity == .error }.map { $0.policy })
      faultless = Set(policies.policies.map { $0.id }).subtracting(faulty)
    }
    let authorizer = Authorizer(policies: policies, entities: entities ?? Entities())
    guard let schema else {
      let nobody = EntityUID("A", "")
      _ = authorizer.decide(Request(principal: nobody, action: EntityUID("Action", "a"), resource: nobody))
      return
    }
    let context = try? JSONReader().read(parts.count > 3 ? parts[3] : Array("{}".utf8))
    for action in schema.actions.values.sorted(by: { $0.uid < $1.uid }).prefix(4) {
      for principal in action.principals.prefix(2) {
        for resource in action.resources.prefix(2) {
          guard let context, let fields = try? schema.context(context, of: action.uid) else { continue }
          let request = Request(
            principal: EntityUID(principal, "p"), action: action.uid, resource: EntityUID(resource, "p"),
            context: fields)
          guard (try? schema.check(request)) != nil else { continue }
          let allowed: Set<EvaluationError.Kind> = [.overflow, .missingEntity, .extensionValue]
          for error in authorizer.decide(request).errors where faultless.contains(error.policy) {
            demand(allowed.contains(error.kind), "\(error.policy) was valid, but: \(error.message)")
          }
        }
      }
    }
  }

  private static func schema(_ text: [UInt8]) -> Schema? {
    do throws(SyntaxError) {
      return try Schema(parsing: text)
    } catch {
      place(error, in: text)
      return nil
    }
  }

  private static func policies(_ text: [UInt8]) -> PolicySet? {
    do throws(SyntaxError) {
      return try PolicySet(parsing: text)
    } catch {
      place(error, in: text)
      return nil
    }
  }

  /// The entities, where they fit the schema that there is.
  private static func entities(_ text: [UInt8], _ schema: Schema?) -> Entities? {
    do throws(EntityError) {
      guard let schema else { return try Entities(parsing: text) }
      let entities = try Entities(parsing: text, by: schema)
      demand((try? schema.check(entities)) != nil, "entities that fitted the schema fit no more")
      return entities
    } catch {
      words(error.message)
      return nil
    }
  }

  private static func place(_ error: SyntaxError, in text: [UInt8]) {
    words(error.message)
    demand((0...text.count).contains(error.offset), "an error at \(error.offset) of \(text.count) octets")
    demand(error.place.line >= 1 && error.place.column >= 1, "an error without a place")
  }

  private static func words(_ text: String) {
    demand(!text.isEmpty, "an error without words")
    demand(!text.utf8.contains { $0 < 0x20 || $0 == 0x7F }, "an error that steers a terminal")
  }
}

extension FuzzedPolicies {
  /// Whole inputs, and every text of the tests as a schema and as a condition.
  static func seeds(_ texts: [[UInt8]]) -> [[UInt8]] {
    let whole = whole.map { Array($0.joined(separator: "\0").utf8) }
    var seeds = whole
    for text in texts where text.count < 400 {
      seeds.append(text)
      seeds.append(
        Array("\(Self.whole[0][0])\0permit(principal, action, resource) when { ".utf8) + text
          + Array(" };\0\(Self.whole[0][2])\0{}".utf8))
    }
    return seeds
  }

  private static let whole = [
    [
      """
      entity A in [A, F] { a?: Long, b: Long, r: {x?: Long}, s: Set<Long>, e: E, f: F, ip: ipaddr,
      d: datetime };
      entity E enum ["x", "y"]; entity F; entity T in F tags Long; action g; action h in g;
      action a appliesTo { principal: [A], resource: [A, T],
      context: { k?: { m?: Long }, t?: T, h?: Bool } };
      """,
      """
      @id("one") permit(principal is A in F::"q", action in [Action::"a"], resource)
      when { principal has a && principal.a + 1 < 3 || principal.r has x && principal.r.x == 2 }
      unless { context has k.m && context.k.m == 3 || principal.s.containsAny([1, 2]) };
      forbid(principal, action, resource is T) when { resource.hasTag("t") && resource.getTag("t") * 2 == 4 };
      permit(principal == A::"p", action, resource) when {
        principal.ip.isInRange(ip("10.0.0.0/8"))
        && principal.d.offset(duration("1h")) > datetime("2026-01-01") };
      """,
      """
      [{"uid": {"type": "A", "id": "p"}, "attrs": {"a": 1, "b": 9223372036854775807, "r": {"x": 2},
      "s": [1, 3],
      "e": {"type": "E", "id": "x"}, "f": {"__entity": {"type": "F", "id": "q"}}, "ip": "10.1.2.3",
      "d": {"__extn": {"fn": "datetime", "arg": "2026-01-01T10:00:00Z"}}},
      "parents": [{"type": "F", "id": "q"}]},
      {"uid": {"type": "T", "id": "p"}, "attrs": {}, "parents": [], "tags": {"t": 2}}]
      """,
      #"{"k": {"m": 3}, "h": true}"#,
    ],
    [
      """
      @doc("one") namespace N::M { type C = { x: Long, "y z"?: Set<C2> }; type C2 = { q: __cedar::decimal };
      entity U, V in [U] = { c: C, u?: U } tags C2;
      action "do it", b in c appliesTo { principal: U, resource: V,
      context: C }; action c; }
      """,
      """
      permit(principal, action == N::M::Action::"do it", resource) when {
        if principal has u && principal.u has u then principal.u.u == principal
        else context.x == principal.c.x };
      forbid(principal, action, resource) when {
        context has "y z" && [{q: decimal("1.5")}] == context["y z"] };
      """,
      """
      [{"uid": {"type": "N::M::U", "id": "p"}, "attrs": {"c": {"x": 1, "y z": [{"q": "1.5"}]},
      "u": {"type": "N::M::U", "id": "p"}}, "parents": [],
      "tags": {"": {"q": {"fn": "decimal", "arg": "2.0"}}}}]
      """,
      #"{"x": 1, "y z": [{"q": "1.5"}, {"q": "0.1"}]}"#,
    ],
  ]
}
