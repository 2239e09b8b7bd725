public import PlantCalendar
public import Vocabulary

/// What is normal in a plant: learned from its traffic, and what differs from it.
///
/// Fed with the observations that the detectors get, in their order; all times are the packets' own. A
/// scenario learns until little is unseen, then new items are told. What changes machines is not trusted for
/// having been seen once while learning; programs, modes and firmware never are, unless a person says so.
///
/// ```swift
/// baselines.observe(activity, endpoints: endpoints, names: names)
/// baselines.advance(to: time)
/// for novelty in baselines.takeNovelties() { … }
/// ```
///
/// Memory: 24 octets an item and 16 for the index, which doubles: 41 MiB measured at the limit of a million
/// items; a snapshot takes 20 octets an item. 1,000 assets with 200 different activities each have 200,000
/// items.
public struct Baselines: Sendable {
  public let settings: BaselineSettings
  /// May be exchanged at any time: what was learned does not depend on it.
  public var calendar: PlantCalendar
  let seed: UInt64
  var set: LearnedSet
  var meters: [ScenarioMeter]
  /// Since 1970, the hour that is going on; 0 before the first observation.
  var hour: UInt32 = 0
  /// Hours with traffic that are over.
  var observedHours: UInt32 = 0
  var sawThisHour = false
  /// Items that were not kept because the set was full.
  public internal(set) var dropped: UInt64 = 0
  /// What is shown to a person instead of being learned silently.
  public var vetting = Vetting()
  private var recent = RecentActivities()
  private var waiting: [Novelty] = []
  /// Novelties that nobody took in time.
  public private(set) var untold: UInt64 = 0

  /// - Parameter seed: secret, and the same as long as what was learned is kept
  public init(
    settings: BaselineSettings = BaselineSettings(), calendar: PlantCalendar = PlantCalendar(),
    seed: UInt64 = 0
  ) {
    self.settings = settings
    self.calendar = calendar
    self.seed = seed
    set = LearnedSet(limit: settings.itemLimit)
    meters = Scenario.allCases.map { _ in ScenarioMeter() }
  }

  /// Each scenario's figures, in the scenarios' order.
  public var figures: [ScenarioFigures] {
    zip(Scenario.allCases, meters).map { scenario, meter in
      ScenarioFigures(
        scenario: scenario, items: meter.items, unseen: meter.estimate, isLive: meter.liveSince != nil)
    }
  }

  /// What is new since this was last asked, in order.
  public mutating func takeNovelties() -> [Novelty] {
    defer { waiting.removeAll(keepingCapacity: true) }
    return waiting
  }

  /// A person says that the item is right: it is told no more.
  public mutating func accept(_ item: ItemKey) {
    if let at = set.find(item) { set.accept(at) }
  }

  /// Time went on, whether or not anything was seen.
  public mutating func advance(to time: Timestamp) {
    let now = UInt32(clamping: time.nanoseconds / 3_600_000_000_000)
    guard now > hour else { return }
    if sawThisHour {
      let (sum, overflow) = observedHours.addingReportingOverflow(1)
      if !overflow { observedHours = sum }
    }
    sawThisHour = false
    hour = now
    for index in meters.indices where meters[index].liveSince == nil {
      if Int(observedHours) >= settings.learningHours, meters[index].estimate.upper < settings.unseenLimit {
        meters[index].liveSince = now
      }
    }
  }

  /// Takes an activity. What nobody answered is a scan's matter, and nothing learned.
  public mutating func observe(
    _ activity: ActivityObservation, endpoints: borrowing EndpointTable, names: borrowing NameTable
  ) {
    guard activity.outcome != .unanswered else { return }
    advance(to: activity.time)
    sawThisHour = true
    guard !recent.note(activity, hour: hour, seed: seed) else { return }
    let actor = endpoints[activity.actor]
    let target = endpoints[activity.target]
    if activity.deed == .remoteAccess { vetting.observe(activity, actor: actor, target: target) }
    var isTold = see(device: actor, Sighting(activity, target: activity.actor, endpoints))
    isTold = isTold || isFresh(actor) || isFresh(target)
    var hash = ItemHash(seed: seed, .verb)
    hash.add(actor)
    hash.add(target)
    hash.add(Self.deed(activity))
    let sighting = Sighting(activity, target: activity.target, endpoints)
    // That a device is new does not hide that it changes a machine.
    let isQuiet = isTold && !activity.verb.isConsequential
    isTold = see(hash.key, .verb, sighting, isQuiet: isQuiet) || isTold
    guard activity.object.space != .none else { return }
    var objectHash = ItemHash(seed: seed, .object)
    objectHash.add(actor)
    objectHash.add(target)
    objectHash.add(Self.deed(activity))
    objectHash.add(UInt64(UInt32(bitPattern: activity.unit)) << 8 | UInt64(activity.object.space.rawValue))
    if activity.object.space.namesItsPart {
      objectHash.add(names.octets(of: NameID(rawValue: activity.object.part)))
    } else {
      objectHash.add(UInt64(activity.object.part))
    }
    objectHash.add(ObjectPlace.lasting(names.octets(of: activity.object.name), in: activity.object.space))
    let place = ObjectPlace(activity.object)
    for block in 0..<place.blocks {
      var hash = objectHash
      hash.add(UInt64(place.block) + UInt64(block))
      isTold = see(hash.key, .object, sighting, isQuiet: isTold) || isTold
    }
  }

  /// Takes a flow that ended; one that went in one direction alone is nothing learned.
  public mutating func observe(_ flow: FlowSummary, endpoints: borrowing EndpointTable) {
    let client = endpoints[flow.client]
    let server = endpoints[flow.server]
    vetting.observe(flow, client: client, server: server, seed: seed)
    switch flow.state {
    case .unanswered, .refused, .oneWay: return
    case .established, .closed, .reset: break
    }
    advance(to: flow.last)
    sawThisHour = true
    var isTold = see(device: client, Sighting(flow, target: flow.client, endpoints))
    isTold = see(device: server, Sighting(flow, actor: flow.server, target: flow.server, endpoints)) || isTold
    isTold = isTold || isFresh(client) || isFresh(server)
    var hash = ItemHash(seed: seed, .conversation)
    hash.add(client)
    hash.add(server)
    // Where the protocol is not known, its port stands for it.
    let port = flow.name == .unknown ? UInt64(flow.serverPort) : 0
    hash.add(UInt64(flow.transport.rawValue) << 32 | UInt64(flow.name.rawValue) << 16 | port)
    _ = see(hash.key, .conversation, Sighting(flow, target: flow.server, endpoints), isQuiet: isTold)
  }

  /// What is done, and whether it was let.
  private static func deed(_ activity: ActivityObservation) -> UInt64 {
    UInt64(activity.verb.rawValue) << 24 | UInt64(activity.deed.rawValue) << 16
      | UInt64(activity.name.rawValue) << 8 | (activity.outcome == .succeeded ? 1 : 0)
  }

  private mutating func see(device: Endpoint, _ sighting: Sighting) -> Bool {
    see(deviceKey(device), .device, sighting, isQuiet: !device.address.isUnicast)
  }

  private func deviceKey(_ device: Endpoint) -> ItemKey {
    var hash = ItemHash(seed: seed, .device)
    hash.add(device)
    return hash.key
  }

  /// The device is new and told: all that it does in its first hour is new with it.
  private func isFresh(_ device: Endpoint) -> Bool {
    guard let at = set.find(deviceKey(device)) else { return false }
    return set.items[at].standing == .unexpected && set.items[at].hours == 1
  }

  /// Notes an item; true where it is new and told.
  private mutating func see(
    _ key: ItemKey, _ scenario: Scenario, _ sighting: Sighting, isQuiet: Bool
  ) -> Bool {
    let index = Int(scenario.rawValue)
    let isLive = meters[index].liveSince != nil
    if let at = set.find(key) {
      guard set.see(at, hour: hour) else { return false }
      meters[index].count(hours: set.items[at].hours)
      if isLive, !isQuiet, scenario == .verb, !isTrusted(set.items[at], sighting.verb) {
        tell(key, scenario, .untrusted, sighting)
      }
      return false
    }
    let item = LearnedItem(
      key: key, lastHour: hour, hours: 1, scenario: scenario, standing: isLive ? .unexpected : .learned)
    guard set.insert(item) else {
      if dropped < .max { dropped += 1 }
      return false
    }
    meters[index].count(hours: 1)
    guard isLive, !isQuiet else { return false }
    tell(key, scenario, .new, sighting)
    return true
  }

  private func isTrusted(_ item: LearnedItem, _ verb: Verb) -> Bool {
    if item.standing == .accepted || !verb.isConsequential { return true }
    if verb.isNeverTrusted || item.standing == .unexpected { return false }
    return Int(item.hours) > settings.trustedHours
  }

  private mutating func tell(
    _ key: ItemKey, _ scenario: Scenario, _ reason: Novelty.Reason, _ sighting: Sighting
  ) {
    guard waiting.count < settings.waitingLimit else {
      if untold < .max { untold += 1 }
      return
    }
    waiting.append(
      Novelty(
        item: key, scenario: scenario, reason: reason, time: sighting.time, place: sighting.place,
        actor: sighting.actor, target: sighting.target, verb: sighting.verb, object: sighting.object,
        name: sighting.name, calendar: said(of: sighting)))
  }
}
