public import Authorization

/// What changes for whom where one set of policies takes the place of another: found by asking both, about
/// a plant of samples, on a usual day, at night, on a Sunday, off shift and from afar.
public struct AccessComparison: Sendable {
  public struct Row: Hashable, Sendable {
    /// A role, or whom a policy names.
    public let who: String
    public let action: Text
    public let what: String
    /// Empty where it is always so.
    public var when: [String]
    public let before: AccessTerms
    public let after: AccessTerms
  }

  public let rows: [Row]
  /// Of those whom policies name, how many were not asked about, for there are too many.
  public let unaskedCount: Int

  public init(
    from before: AccessPolicies, to after: AccessPolicies, by model: AccessModel
  ) throws(EntityError) {
    let plant = ComparedPlant(model, naming: [before, after])
    let earlier = try AccessDecider(model: model, policies: before, facts: plant.facts)
    let later = try AccessDecider(model: model, policies: after, facts: plant.facts)
    var rows: [Row] = []
    for action in model.actionNames where before.speak(of: action, model) || after.speak(of: action, model) {
      for (who, what) in plant.pairs(action, model) {
        var found: [Row] = []
        for (words, circumstances) in Self.occasions {
          let question = AccessQuestion(
            principal: who.uid, action: action, resource: what.uid, circumstances: circumstances)
          let (old, new) = (AccessTerms(question, earlier), AccessTerms(question, later))
          guard old != new else { continue }
          if let same = found.firstIndex(where: { $0.before == old && $0.after == new }) {
            found[same].when.append(words)
          } else {
            found.append(
              Row(who: who.words, action: action, what: what.words, when: [words], before: old, after: new))
          }
        }
        for var row in found {
          if row.when.count == Self.occasions.count { row.when = [] }
          rows.append(row)
        }
      }
    }
    self.rows = rows
    unaskedCount = plant.unaskedCount
  }

  /// On which occasions it is asked.
  public static var occasionNames: [String] { occasions.map(\.words) }

  /// Signed in a minute ago with a password, from an enrolled, sound device.
  static let occasions: [(words: String, circumstances: Circumstances)] = {
    var usual = Circumstances(time: ComparedPlant.time, minuteOfDay: 720, weekday: 2)
    usual.authenticationAge = TimeSpan(milliseconds: 60_000)
    usual.factors = ["password"]
    usual.posture = Circumstances.Posture(isEnrolled: true, isPatched: true, isInPlace: true)
    usual.isOnShift = true
    var (night, sunday, offShift, remote) = (usual, usual, usual, usual)
    night.minuteOfDay = 120
    sunday.weekday = 7
    offShift.isOnShift = false
    remote.isRemote = true
    return [
      ("on a usual day", usual), ("at night", night), ("on a Sunday", sunday), ("off shift", offShift),
      ("from afar", remote),
    ]
  }()
}

extension AccessPolicies {
  /// Why a plant can't have these: nobody could look at the record, give roles or make the plant safe again,
  /// whatever their role and whatever they give. Nil where it can.
  public func shutsOut(by model: AccessModel) throws(EntityError) -> String? {
    let plant = ComparedPlant(model, naming: [])
    let decider = try AccessDecider(model: model, policies: self, facts: plant.facts)
    for action in ["viewLedger", "exportLedger"] + model.actionNames.filter(model.makesSafe)
    where speak(of: action, model) {
      guard plant.allows(plant.pairs(action, model), action, decider) else {
        return "nobody could \(action) any more, whatever their role"
      }
    }
    // Who changes policies is gone one day: somebody else must be able to say who follows.
    let others = plant.pairs("assignRole", model).filter { who, _ in
      !model.actionNames.contains { action in
        model.isSettled(action)
          && plant.allows(plant.pairs(action, model).filter { $0.who == who }, action, decider)
      }
    }
    guard !speak(of: "assignRole", model) || plant.allows(others, "assignRole", decider) else {
      return "nobody but who changes policies could assignRole any more: nobody could follow them"
    }
    return nil
  }

  /// Whether a policy of the owner's can have a say in the action.
  fileprivate func speak(of action: Text, _ model: AccessModel) -> Bool {
    guard !model.isSettled(action), let declared = model.action(action) else { return false }
    return policies.contains { policy in
      guard rules[policy.id]?.origin == .owner else { return false }
      switch policy.action {
      case .any: return true
      case .equal(let named): return named == declared.uid
      case .in(let named): return named == declared.uid || declared.ancestors.contains(named)
      case .inAny(let named): return named.contains { $0 == declared.uid || declared.ancestors.contains($0) }
      }
    }
  }
}

extension ComparedPlant {
  /// Whether any of them may, on any occasion and by whatever they give.
  fileprivate func allows(
    _ pairs: [(who: Sample, what: Sample)], _ action: Text, _ decider: AccessDecider
  ) -> Bool {
    pairs.contains { who, what in
      AccessComparison.occasions.contains { _, circumstances in
        let question = AccessQuestion(
          principal: who.uid, action: action, resource: what.uid, circumstances: circumstances)
        return !AccessTerms(question, decider).isNever
      }
    }
  }

  /// Who can be asked about with what, by the action's types.
  fileprivate func pairs(_ action: Text, _ model: AccessModel) -> [(who: Sample, what: Sample)] {
    guard let declared = model.action(action) else { return [] }
    let things = things.filter { thing in declared.resources.contains(thing.uid.type) }
    return askers.filter { declared.principals.contains($0.uid.type) }.flatMap { asker in
      things.map { (asker, $0) }
    }
  }
}
