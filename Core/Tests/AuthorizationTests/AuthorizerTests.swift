import Authorization
import Testing

@Suite("Deciding")
struct AuthorizerTests {
  private func answer(_ decision: Decision) -> NaiveAuthorizer.Answer {
    NaiveAuthorizer.Answer(
      isAllowed: decision.isAllowed, reasons: decision.reasons,
      errors: Dictionary(uniqueKeysWithValues: decision.errors.map { ($0.policy, $0.kind) }))
  }

  /// Runs `check` on worlds made from many seeds.
  private func worlds(
    _ count: Int, policies: Int = 12,
    _ check: (inout PolicyWorld, [Policy], [Entity]) throws -> Void
  ) throws {
    for seed in 0..<count {
      var world = PolicyWorld(seed: UInt64(seed))
      let entities = world.entities()
      let made = world.policies(policies)
      try check(&world, made, entities)
    }
  }

  @Test("gives what the naive evaluator gives, errors and their kinds included")
  func naive() throws {
    var allowed = 0
    var failed: [EvaluationError.Kind: Int] = [:]
    var asked = 0
    try worlds(1200) { world, policies, entities in
      let fast = Authorizer(policies: PolicySet(policies), entities: try Entities(entities))
      let naive = NaiveAuthorizer(policies: policies, entities: entities)
      for _ in 0..<10 {
        let request = world.request()
        let got = answer(fast.decide(request))
        let expected = naive.decide(request)
        #expect(got == expected)
        asked += 1
        if got.isAllowed { allowed += 1 }
        for kind in got.errors.values { failed[kind, default: 0] += 1 }
      }
    }
    // Were the worlds too narrow, agreeing would say nothing.
    #expect((asked / 10...asked * 9 / 10).contains(allowed))
    for kind in EvaluationError.Kind.allCases {
      #expect(failed[kind, default: 0] >= 20, "\(kind): \(failed)")
    }
  }

  @Test("allows nothing without a policy that permits it")
  func defaultDeny() throws {
    try worlds(200) { world, policies, entities in
      let forbids = policies.filter { $0.effect == .forbid }
      let authorizer = Authorizer(policies: PolicySet(forbids), entities: try Entities(entities))
      for _ in 0..<10 { #expect(!authorizer.decide(world.request()).isAllowed) }
    }
    let nothing = Authorizer(policies: PolicySet(), entities: Entities())
    let user = EntityUID("User", "a")
    let decision = nothing.decide(Request(principal: user, action: EntityUID("Action", "a"), resource: user))
    #expect(decision == Decision(isAllowed: false, reasons: [], errors: []))
  }

  @Test("denies what any policy forbids, whatever else permits it")
  func forbidWins() throws {
    let permitAll = Policy(id: "all", effect: .permit)
    var forbidden = 0
    try worlds(300) { world, policies, entities in
      let forbids = policies.filter { $0.effect == .forbid }
      let authorizer = Authorizer(
        policies: PolicySet(forbids + [permitAll]), entities: try Entities(entities))
      let naive = NaiveAuthorizer(policies: forbids, entities: entities)
      for _ in 0..<10 {
        let request = world.request()
        let isForbidden = !naive.decide(request).reasons.isEmpty
        #expect(authorizer.decide(request).isAllowed == !isForbidden)
        if isForbidden { forbidden += 1 }
      }
    }
    #expect(forbidden > 100)
  }

  @Test("decides the same in whichever order the policies stand and however often each")
  func order() throws {
    try worlds(200) { world, policies, entities in
      let entities = try Entities(entities)
      let once = Authorizer(policies: PolicySet(policies), entities: entities)
      let doubled = Authorizer(policies: PolicySet(policies.reversed() + policies), entities: entities)
      for _ in 0..<10 {
        let request = world.request()
        let first = once.decide(request)
        let second = doubled.decide(request)
        #expect(first.isAllowed == second.isAllowed)
        #expect(Set(first.reasons) == Set(second.reasons))
        #expect(Set(first.errors.map { $0.policy }) == Set(second.errors.map { $0.policy }))
      }
    }
  }

  @Test("never grants by a policy that can't be judged")
  func errors() throws {
    try worlds(300) { world, policies, entities in
      let entities = try Entities(entities)
      let authorizer = Authorizer(policies: PolicySet(policies), entities: entities)
      for _ in 0..<10 {
        let request = world.request()
        let decision = authorizer.decide(request)
        let failed = Set(decision.errors.map { $0.policy })
        #expect(failed.isDisjoint(with: decision.reasons))
        let rest = Authorizer(
          policies: PolicySet(policies.filter { !failed.contains($0.id) }), entities: entities)
        #expect(rest.decide(request).isAllowed == decision.isAllowed)
      }
    }
  }

  @Test("names the place and the reason where a policy can't be judged")
  func messages() throws {
    let policies = try PolicySet(
      parsing: """
        permit(principal, action, resource) when { 1 + principal.level > 2 };
        permit(principal, action, resource) when { principal.name like "a*" };
        permit(principal, action, resource) when { ip("10.0.0").isIpv4() };
        permit(principal, action, resource) when { User::"b".level == 1 };
        permit(principal, action, resource) when { principal.getTag("x") == 1 };
        permit(principal, action, resource) when { 9223372036854775807 + 1 == 0 };
        permit(principal, action, resource) when { ip("::1").isIpv4(1) };
        """)
    let user = EntityUID("User", "a")
    let entities = try Entities([Entity(user, attributes: ["level": .string("high"), "x\u{1B}": .long(1)])])
    let decision = Authorizer(policies: policies, entities: entities).decide(
      Request(principal: user, action: EntityUID("Action", "a"), resource: user))
    #expect(
      decision.errors.map { $0.message } == [
        "expected a long, found a string",
        "User::\"a\" has no attribute `name`",
        "\"10.0.0\" is no ip",
        "there is no entity User::\"b\"",
        "User::\"a\" has no tag `x`",
        "9223372036854775807 + 1 does not fit a long, which has 64 bits",
        "`isIpv4` was called with 2 values and takes 1",
      ])
    #expect(decision.errors.first?.place == Place(43))
    #expect(!decision.isAllowed && decision.reasons.isEmpty)
  }
}
