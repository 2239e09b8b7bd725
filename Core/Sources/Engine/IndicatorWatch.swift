import Indicators
import Protocols
import Reports
import Vocabulary

/// Holds what was observed against lists of indicators.
///
/// Addresses are looked up when a conversation ends, other values when they are mentioned: never once a
/// packet.
struct IndicatorWatch: Sendable {
  let list: IndicatorList
  private var outsideValidity: UInt64 = 0

  init(_ list: IndicatorList) { self.list = list }

  /// Gives each sighting to `see`.
  mutating func take(
    _ observations: borrowing Observations, endpoints: borrowing EndpointTable, names: inout NameTable,
    _ see: (IndicatorSighting) -> Void
  ) {
    if list.kinds.contains(IndicatorKind.address) || list.kinds.contains(IndicatorKind.network) {
      for flow in observations.flows { take(flow, endpoints, &names, see) }
    }
    for mention in observations.mentions.rows {
      take(mention, observations.mentions.octets.span.extracting(mention.start..<mention.end), &names, see)
    }
  }

  private mutating func take(
    _ flow: FlowSummary, _ endpoints: borrowing EndpointTable, _ names: inout NameTable,
    _ see: (IndicatorSighting) -> Void
  ) {
    let isAnswered = Self.isAnswered(flow)
    for isServer in [true, false] {
      let end = endpoints[isServer ? flow.server : flow.client].address
      let match = list.match(end, port: isServer ? flow.serverPort : flow.clientPort, at: flow.first)
      guard let (indicator, isHost) = judge(match) else { continue }
      var weight = IndicatorSighting.Weight.contact
      if !isAnswered { weight = isServer ? .sign : .trace } else if isHost { weight = .sign }
      see(
        sighting(
          indicator, time: flow.first, place: flow.place, actor: flow.client, target: flow.server,
          isListedActor: !isServer, name: flow.name,
          outcome: isAnswered ? .succeeded : flow.state == .refused ? .refused : .unanswered,
          object: .none, weight: weight, &names))
      // One finding a conversation: the other end may stand on the same list.
      return
    }
  }

  private static func isAnswered(_ flow: FlowSummary) -> Bool {
    switch flow.state {
    case .established, .closed, .reset: flow.packetsToServer > 0 && flow.packetsToClient > 0
    case .unanswered, .refused, .oneWay: false
    }
  }

  private mutating func take(
    _ mention: Mention, _ value: Span<UInt8>, _ names: inout NameTable, _ see: (IndicatorSighting) -> Void
  ) {
    let match: IndicatorList.Match
    switch mention.kind {
    case .name: match = list.match(name: value, port: mention.port, at: mention.time)
    case .address:
      match = HostAddress(octets: value).map { list.match($0, port: 0, at: mention.time) } ?? .none
    default: match = list.match(mention.kind, value, at: mention.time)
    }
    guard let (indicator, isHost) = judge(match) else { return }
    var weight = IndicatorSighting.Weight.contact
    if mention.isLookup {
      weight = isHost ? .trace : .sign
    } else if isHost || mention.kind == .ja4 {
      weight = .sign
    }
    see(
      sighting(
        indicator, time: mention.time, place: mention.place, actor: mention.actor, target: mention.target,
        name: mention.name, outcome: mention.outcome, object: mention.object, weight: weight, &names))
  }

  private mutating func judge(_ match: IndicatorList.Match) -> (Int, isHost: Bool)? {
    switch match {
    case .none: return nil
    case .outdated:
      outsideValidity &+= 1
      return nil
    case .listed(let indicator, let isHost): return (indicator, isHost)
    }
  }

  private func sighting(
    _ indicator: Int, time: Timestamp, place: PacketPlace, actor: EndpointID, target: EndpointID,
    isListedActor: Bool = false, name: ProtocolName, outcome: Outcome?, object: ObjectReference,
    weight: IndicatorSighting.Weight,
    _ names: inout NameTable
  ) -> IndicatorSighting {
    var label = Array(list.label(of: indicator))
    let id = list.id(of: indicator)
    if !id.isEmpty {
      label.append(contentsOf: (label.isEmpty ? "" : " ").utf8)
      label.append(contentsOf: "(".utf8)
      label.append(contentsOf: id)
      label.append(contentsOf: ")".utf8)
    }
    return IndicatorSighting(
      time: time, place: place, actor: actor, target: target, isListedActor: isListedActor, name: name,
      outcome: outcome, object: object,
      weight: weight, indicator: UInt32(truncatingIfNeeded: indicator),
      value: names.internForFinding(list.spelled(indicator).span), label: names.internForFinding(label.span),
      list: names.internForFinding(Array(list.source(of: indicator).name.utf8).span))
  }

  /// nil where no list was given.
  func coverage(_ files: CarriedFiles.Counts) -> IndicatorCoverage? {
    guard !list.sources.isEmpty else { return nil }
    return IndicatorCoverage(
      lists: list.sources.map { source in
        IndicatorCoverage.List(
          name: source.name, format: source.format.rawValue, indicators: source.indicators,
          leftOut: source.omissions.map {
            IndicatorCoverage.Omission(reason: $0.reason.rawValue, text: $0.reason.text, count: $0.count)
          })
      }, outsideValidity: outsideValidity,
      files: list.kinds.isDisjoint(with: .fileHashes) ? nil : Self.coverage(files))
  }

  private static func coverage(_ files: CarriedFiles.Counts) -> IndicatorCoverage.Files {
    let reasons: [(String, String, UInt64)] = [
      ("gap", "octets are missing, or came in another order", files.withGaps),
      ("part", "only a part of them passed", files.inPart),
      ("compressed", "compressed on the way", files.encoded),
      ("tooLong", "longer than \(CarriedFiles.octetLimit) octets", files.tooLong),
      ("carriedFileLimit", "more than \(CarriedFiles.fileLimit) at a time", files.beyondLimit),
    ]
    return IndicatorCoverage.Files(
      hashed: files.hashed,
      leftOut: reasons.filter { $0.2 > 0 }.map {
        IndicatorCoverage.Omission(reason: $0.0, text: $0.1, count: Int(clamping: $0.2))
      })
  }
}
