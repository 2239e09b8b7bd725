public import Authorization

/// One thing that could be otherwise when somebody asks again.
public enum AccessChange: Hashable, Sendable {
  // Of the person, now.
  case signIn
  case stepUp
  case giveReason
  // Of others.
  case approval
  case workOrder
  case shift
  // Of the device.
  case enrolDevice
  case updateDevice
  case placeDevice
  case comeInside
  // Of the account, which others change.
  case assignSite
  case assignZone
  case extendAccount
  case assignRole(Text)

  /// What a person can see to, in the order in which it is proposed; roles come last.
  static let circumstances: [AccessChange] = [
    .signIn, .stepUp, .giveReason, .enrolDevice, .updateDevice, .placeDevice, .comeInside, .shift,
    .workOrder, .approval, .assignZone, .assignSite, .extendAccount,
  ]

  /// In words that complete "what is needed:".
  public var words: String {
    switch self {
    case .signIn: "sign in now"
    case .stepUp: "prove a second factor or a certificate now"
    case .giveReason: "a reason, written down"
    case .approval: "somebody else agrees to this one act"
    case .workOrder: "an open work order for this machine"
    case .shift: "be on shift"
    case .enrolDevice: "use a device that is enrolled at this site"
    case .updateDevice: "use a device that is patched"
    case .placeDevice: "use a device that is seen where it should be"
    case .comeInside: "be on the plant's own network"
    case .assignSite: "the account works at this site"
    case .assignZone: "the account runs this zone"
    case .extendAccount: "the account has not ended"
    case .assignRole(let role): "the role \(role)"
    }
  }

  /// Applies the change to a question and to what is known of who asks.
  func apply(to question: inout AccessQuestion, _ asker: inout Entity, above resource: ResourceHome) {
    switch self {
    case .signIn:
      question.circumstances.authenticationAge = TimeSpan(milliseconds: 0)
      question.circumstances.factors.insert("password")
    case .stepUp:
      question.circumstances.stepUpAge = TimeSpan(milliseconds: 0)
      question.circumstances.factors.insert("totp")
    case .giveReason:
      if question.circumstances.reason?.octets.isEmpty ?? true { question.circumstances.reason = "…" }
    case .approval:
      question.circumstances.approvals.insert(EntityUID("User", "somebody else"))
    case .workOrder:
      guard question.resource.type == "Asset" else { return }
      question.circumstances.workOrder = Circumstances.WorkOrder(
        number: "…", asset: question.resource, isOpen: true)
    case .shift: question.circumstances.isOnShift = true
    case .enrolDevice: question.circumstances.posture.isEnrolled = true
    case .updateDevice: question.circumstances.posture.isPatched = true
    case .placeDevice: question.circumstances.posture.isInPlace = true
    case .comeInside: question.circumstances.isRemote = false
    case .assignSite:
      if let site = resource.site { asker = asker.adding(site, to: "sites") }
    case .assignZone:
      if let zone = resource.zone { asker = asker.adding(zone, to: "zones") }
    case .extendAccount:
      let later = Datetime(milliseconds: .max)
      asker = asker.with(attribute: "expires", .datetime(later))
    case .assignRole(let role):
      asker = asker.with(parent: EntityUID("Role", role))
    }
  }
}

/// Where a resource lies: the zone right above it, and the site above that.
struct ResourceHome: Hashable, Sendable {
  let zone: EntityUID?
  let site: EntityUID?
}

extension Entity {
  fileprivate func with(attribute key: Text, _ value: Value) -> Entity {
    var attributes = attributes
    attributes[key] = value
    return Entity(uid, attributes: attributes, tags: tags, parents: parents)
  }

  fileprivate func with(parent: EntityUID) -> Entity {
    Entity(uid, attributes: attributes, tags: tags, parents: parents.union([parent]))
  }

  fileprivate func adding(_ member: EntityUID, to key: Text) -> Entity {
    guard case .set(var members) = attributes[key] ?? .set([]) else { return self }
    members.insert(.entity(member))
    return with(attribute: key, .set(members))
  }
}
