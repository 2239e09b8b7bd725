import Authorization

/// On what terms something is allowed: by none, or by which sets of what a person can give beside a password.
public struct AccessTerms: Hashable, Sendable {
  /// What can be given, in the order of the bits of a set of them.
  private static let gifts: [(words: String, change: AccessChange)] = [
    ("step-up", .stepUp), ("order", .workOrder), ("agreement", .approval), ("reason", .giveReason),
  ]

  /// Bit n: allowed where the set of gifts is given whose number is n.
  private let allowed: UInt16

  /// Asks with each set of gifts.
  init(_ question: AccessQuestion, _ decider: AccessDecider) {
    var allowed: UInt16 = 0
    for number in 0..<(1 << Self.gifts.count) {
      var asked = question
      var nobody = Entity(question.principal)
      for (bit, gift) in Self.gifts.enumerated() where number >> bit & 1 == 1 {
        gift.change.apply(to: &asked, &nobody, above: ResourceHome(zone: nil, site: nil))
      }
      if decider.answer(asked).isAllowed { allowed |= 1 << UInt16(number) }
    }
    self.allowed = allowed
  }

  public var isNever: Bool { allowed == 0 }

  /// Whether there is a set of gifts that is enough here, and was not there.
  public func gains(over other: AccessTerms) -> Bool { allowed & ~other.allowed != 0 }

  /// `yes`, `no`, or the smallest sets of gifts: `step-up + order`.
  public var words: String {
    if allowed & 1 == 1 { return "yes" }
    let sets = (0..<(1 << Self.gifts.count)).filter { allowed >> UInt16($0) & 1 == 1 }
    let smallest = sets.filter { set in !sets.contains { $0 != set && $0 & set == $0 } }
    if smallest.isEmpty { return "no" }
    return smallest.map { set in
      Self.gifts.enumerated().filter { set >> $0.offset & 1 == 1 }.map(\.element.words)
        .joined(separator: " + ")
    }.joined(separator: " or ")
  }
}
