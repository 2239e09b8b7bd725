public import Authorization

/// In which circumstances somebody asks to do something; mirrors `Circumstances` of the schema.
public struct Circumstances: Hashable, Sendable {
  /// Since the person proved who they are.
  public var authenticationAge: TimeSpan
  /// Since the person last did so for a dangerous act; nil where they did not in this session.
  public var stepUpAge: TimeSpan?
  /// What the proof was given with: `password`, `totp`, `certificate`, `recovery-code`.
  public var factors: Set<Text>
  /// What the person acts from.
  public var device: EntityUID?
  public var posture: Posture
  /// From outside the plant's own networks.
  public var isRemote: Bool
  public var time: Datetime
  /// By the plant's clock, 0 to 1439.
  public var minuteOfDay: Int
  /// 1 for Monday to 7 for Sunday.
  public var weekday: Int
  public var isOnShift: Bool
  public var workOrder: WorkOrder?
  public var object: Touched?
  public var value: Decimal?
  public var reason: Text?
  /// Who agreed to this one act.
  public var approvals: Set<EntityUID>
  public var breakGlass: Bool

  /// Nobody signed in, from an unknown device, off shift: what nothing is known of helps nobody.
  public init(time: Datetime, minuteOfDay: Int, weekday: Int) {
    authenticationAge = TimeSpan(milliseconds: .max)
    factors = []
    posture = Posture()
    isRemote = false
    self.time = time
    self.minuteOfDay = minuteOfDay
    self.weekday = weekday
    isOnShift = false
    approvals = []
    breakGlass = false
  }
}

extension Circumstances {
  /// What is known of the device that a person acts from.
  public struct Posture: Hashable, Sendable {
    /// It holds a certificate of the site that is valid now.
    public var isEnrolled: Bool
    /// Nothing that matters is left to update on it.
    public var isPatched: Bool
    /// The inventory sees it where it should be.
    public var isInPlace: Bool

    public init(isEnrolled: Bool = false, isPatched: Bool = false, isInPlace: Bool = false) {
      self.isEnrolled = isEnrolled
      self.isPatched = isPatched
      self.isInPlace = isInPlace
    }
  }

  /// The order that work is done under.
  public struct WorkOrder: Hashable, Sendable {
    public var number: Text
    /// The machine it is for.
    public var asset: EntityUID
    /// Now lies within its time.
    public var isOpen: Bool

    public init(number: Text, asset: EntityUID, isOpen: Bool) {
      self.number = number
      self.asset = asset
      self.isOpen = isOpen
    }
  }

  /// What on the target is touched, both ends counted.
  public struct Touched: Hashable, Sendable {
    /// As activities spell it, `holding-registers`; empty where none was named.
    public var space: Text
    public var first: Int64
    public var last: Int64

    public init(space: Text, first: Int64, last: Int64) {
      self.space = space
      self.first = first
      self.last = last
    }
  }
}

extension Circumstances.Touched: CustomStringConvertible {
  /// `holding-registers 0-9`, or `40001` where no space was named.
  public var description: String {
    let range = first == last ? "\(first)" : "\(first)-\(last)"
    return space.octets.isEmpty ? range : "\(space) \(range)"
  }
}

extension Circumstances {
  /// The context that policies read.
  public var context: [Text: Value] {
    var authentication: [Text: Value] = [
      "age": .duration(authenticationAge), "factors": .set(Set(factors.map { .string($0) })),
    ]
    if let stepUpAge { authentication["stepUp"] = .duration(stepUpAge) }
    var context: [Text: Value] = [
      "authentication": .record(authentication),
      "posture": .record([
        "enrolled": .bool(posture.isEnrolled), "patched": .bool(posture.isPatched),
        "inPlace": .bool(posture.isInPlace),
      ]),
      "remote": .bool(isRemote),
      "time": .datetime(time),
      "minuteOfDay": .long(Int64(minuteOfDay)),
      "weekday": .long(Int64(weekday)),
      "onShift": .bool(isOnShift),
      "approvals": .set(Set(approvals.map { .entity($0) })),
      "breakGlass": .bool(breakGlass),
    ]
    if let device { context["device"] = .entity(device) }
    if let workOrder {
      context["workOrder"] = .record([
        "number": .string(workOrder.number), "asset": .entity(workOrder.asset),
        "open": .bool(workOrder.isOpen),
      ])
    }
    if let object {
      context["object"] = .record([
        "space": .string(object.space), "first": .long(object.first), "last": .long(object.last),
      ])
    }
    if let value { context["value"] = .decimal(value) }
    if let reason { context["reason"] = .string(reason) }
    return context
  }
}
