/// What an indicator of compromise names: something that a packet can show.
public enum IndicatorKind: UInt8, CaseIterable, Hashable, Sendable {
  case address, network, name, url, ja4
  case fileMD5, fileSHA1, fileSHA256
  case certificateMD5, certificateSHA1, certificateSHA256

  /// Octets of the digest; 0 of a kind that is none.
  public var digestOctets: Int {
    switch self {
    case .fileMD5, .certificateMD5: 16
    case .fileSHA1, .certificateSHA1: 20
    case .fileSHA256, .certificateSHA256: 32
    case .address, .network, .name, .url, .ja4: 0
    }
  }
}

/// A set of kinds: what the lists that were given hold, so that nothing else is looked for.
public struct IndicatorKinds: OptionSet, Hashable, Sendable {
  public let rawValue: UInt16

  @inlinable
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  @inlinable
  public init(_ kind: IndicatorKind) { rawValue = 1 << UInt16(kind.rawValue) }

  public static let fileHashes: IndicatorKinds = [
    IndicatorKinds(.fileMD5), IndicatorKinds(.fileSHA1), IndicatorKinds(.fileSHA256),
  ]
  public static let certificateHashes: IndicatorKinds = [
    IndicatorKinds(.certificateMD5), IndicatorKinds(.certificateSHA1), IndicatorKinds(.certificateSHA256),
  ]

  @inlinable
  public func contains(_ kind: IndicatorKind) -> Bool { rawValue & 1 << UInt16(kind.rawValue) != 0 }
}
