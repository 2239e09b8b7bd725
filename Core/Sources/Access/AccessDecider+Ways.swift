import Authorization

extension AccessDecider {
  /// The most changes that one way may ask for, a role not counted.
  static let changeLimit = 4
  /// The most ways that are proposed.
  public static let proposalLimit = 3

  /// What would be needed for a denied question: the smallest sets of changes after each of which it is
  /// allowed, at most ``proposalLimit``; none where it is allowed, or where no change known here would do.
  ///
  /// The question is asked again with each set of changes, so what is told holds by the policies as they
  /// are. A role is proposed only where the roles held lead nowhere, and where `proposingRoles` says so.
  public func ways(for question: AccessQuestion, proposingRoles: Bool = true) -> [[AccessChange]] {
    guard question.principal.type == "User", let asker = facts[question.principal],
      !answer(question).isAllowed
    else { return [] }
    var search = WaySearch(self, question, asker)
    let plain = search.smallest(with: [])
    if !plain.isEmpty || !proposingRoles { return Array(plain.prefix(Self.proposalLimit)) }
    let ways = model.roles.filter { !asker.parents.contains(EntityUID("Role", $0)) }.flatMap { role in
      search.smallest(with: [.assignRole(role)])
    }
    let fewest = ways.map(\.count).min()
    return Array(ways.filter { $0.count == fewest }.prefix(Self.proposalLimit))
  }
}

/// Asks one question again and again with something otherwise.
private struct WaySearch {
  let decider: AccessDecider
  let question: AccessQuestion
  let asker: Entity
  let home: ResourceHome
  /// What would be otherwise than it is, in the order of proposing.
  let changes: [AccessChange]
  /// A change of the account needs the facts compiled anew.
  private var deciders: [Entity: AccessDecider] = [:]

  init(_ decider: AccessDecider, _ question: AccessQuestion, _ asker: Entity) {
    self.decider = decider
    self.question = question
    self.asker = asker
    let home = decider.home(of: question.resource)
    self.home = home
    changes = AccessChange.circumstances.filter {
      var changed = question
      var person = asker
      $0.apply(to: &changed, &person, above: home)
      return changed != question || person != asker
    }
    deciders[asker] = decider
  }

  /// The smallest sets of changes beside `fixed` after which the answer is yes.
  mutating func smallest(with fixed: [AccessChange]) -> [[AccessChange]] {
    for size in 0...min(AccessDecider.changeLimit, changes.count) {
      var ways: [[AccessChange]] = []
      var chosen = Array(0..<size)
      repeat {
        let way = fixed + chosen.map { changes[$0] }
        if isAllowed(after: way) { ways.append(way) }
      } while advance(&chosen)
      if !ways.isEmpty { return ways }
    }
    return []
  }

  /// The next choice of as many places among ``changes``; false after the last.
  private func advance(_ chosen: inout [Int]) -> Bool {
    for place in chosen.indices.reversed() {
      guard chosen[place] < changes.count - chosen.count + place else { continue }
      chosen[place] += 1
      for later in (place + 1)..<chosen.count where later < chosen.count {
        chosen[later] = chosen[later - 1] + 1
      }
      return true
    }
    return false
  }

  private mutating func isAllowed(after way: [AccessChange]) -> Bool {
    var changed = question
    var person = asker
    for change in way { change.apply(to: &changed, &person, above: home) }
    return decider(knowing: person)?.answer(changed).isAllowed ?? false
  }

  private mutating func decider(knowing person: Entity) -> AccessDecider? {
    if let known = deciders[person] { return known }
    var facts = decider.facts
    facts[person.uid] = person
    let made = try? AccessDecider(
      model: decider.model, policies: decider.policies, facts: Array(facts.values))
    deciders[person] = made
    return made
  }
}

extension AccessDecider {
  /// The zone and the site that a resource lies in, over however many zones.
  fileprivate func home(of resource: EntityUID) -> ResourceHome {
    var zone: EntityUID?
    var site: EntityUID?
    var open = [resource]
    var seen: Set<EntityUID> = []
    while let next = open.popLast(), site == nil {
      guard seen.insert(next).inserted else { continue }
      if next.type == "Site" { site = next }
      if next.type == "Zone", zone == nil { zone = next }
      open.append(contentsOf: (facts[next]?.parents ?? []).sorted().reversed())
    }
    return ResourceHome(zone: zone, site: site)
  }
}
