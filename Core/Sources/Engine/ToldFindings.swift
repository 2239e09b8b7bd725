import Vocabulary

/// Which findings were told while packets still came, and how bad they were then.
struct ToldFindings: Sendable {
  static let findingLimit = 16_384

  private struct Told: Sendable {
    let kind: FindingKind
    let endpoints: [EndpointID]
    let name: ProtocolName?
    /// What a list of indicators names.
    let indicator: NameID?
    var severity: Severity
  }

  private var told: [Told] = []
  private var index = SlotIndex()
  /// Findings that wait for the end, because too many were told before.
  private(set) var dropped = 0

  /// Whether a finding is new, or worse than it was told; it counts as told from now on.
  mutating func isNews(_ finding: Finding) -> Bool {
    let name = finding.protocolName
    let (endpoints, indicator) = (finding.endpoints, finding.indicator)
    var hash = mixed(UInt64(finding.kind.rawValue), UInt64(name?.rawValue ?? .max))
    for endpoint in endpoints { hash = mixed(hash, UInt64(endpoint.rawValue)) }
    hash = mixed(hash, UInt64(indicator?.rawValue ?? .max))
    let known = index.find(hash) {
      told[$0].kind == finding.kind && told[$0].name == name && told[$0].indicator == indicator
        && told[$0].endpoints == endpoints
    }
    if let known {
      guard told[known].severity < finding.severity else { return false }
      told[known].severity = finding.severity
      return true
    }
    guard told.count < Self.findingLimit else {
      dropped += 1
      return false
    }
    told.append(
      Told(
        kind: finding.kind, endpoints: endpoints, name: name, indicator: indicator, severity: finding.severity
      )
    )
    index.insert(hash, record: told.count - 1)
    return true
  }
}

extension Finding {
  fileprivate var protocolName: ProtocolName? {
    for parameter in parameters {
      if case .protocolName(let name) = parameter.value { return name }
    }
    return nil
  }

  fileprivate var indicator: NameID? {
    for parameter in parameters where parameter.name == .indicator {
      if case .name(let name) = parameter.value { return name }
    }
    return nil
  }
}
