public import Vocabulary

extension IndicatorList {
  /// What a list says of a value.
  public enum Match: Equatable, Sendable {
    case none
    /// Listed, but not for that time.
    case outdated
    /// The indicator's number. `isHostOfPage`: only a page of this host is listed.
    case listed(Int, isHostOfPage: Bool)
  }

  /// An address at one end of a conversation, with that end's port.
  public func match(_ address: HostAddress, port: UInt16, at time: Timestamp) -> Match {
    guard address.kind != .mac else { return .none }
    var best = Match.none
    var key: [UInt8] = []
    key.reserveCapacity(17)
    if kinds.contains(IndicatorKind.address) {
      IndicatorValue.append(address, bits: 128, to: &key)
      best = match(.address, key.span, port: port, at: time)
      if case .listed = best { return best }
    }
    for bits in prefixLengths(address.kind) {
      key.removeAll(keepingCapacity: true)
      IndicatorValue.append(address, bits: Int(bits), to: &key)
      key.append(bits)
      switch match(.network, key.span, port: port, at: time) {
      case .none: continue
      case .outdated: best = .outdated
      case .listed(let row, let isHost): return .listed(row, isHostOfPage: isHost)
      }
    }
    return best
  }

  /// A name in any case, with or without a dot at its end, or one below a listed name. `port` is the
  /// service's, 0 where the name was only looked up.
  public func match(name: Span<UInt8>, port: UInt16, at time: Timestamp) -> Match {
    guard kinds.contains(IndicatorKind.name), (1...254).contains(name.count) else { return .none }
    var lowered: [UInt8] = []
    lowered.reserveCapacity(name.count)
    for index in name.indices { lowered.append(IndicatorValue.lowered(name[index])) }
    if lowered.last == UInt8(ascii: ".") { lowered.removeLast() }
    var best = Match.none
    var start = 0
    while start < lowered.count {
      let tail = lowered.span.extracting(start..<lowered.count)
      switch match(.name, tail, port: port, at: time, isBelow: start > 0) {
      case .none: break
      case .outdated: best = .outdated
      case .listed(let row, let isHost): return .listed(row, isHostOfPage: isHost)
      }
      while start < lowered.count, lowered[start] != UInt8(ascii: ".") { start += 1 }
      start += 1
    }
    return best
  }

  /// A page, a fingerprint or a digest: octets as ``IndicatorKind`` has them on the wire.
  public func match(_ kind: IndicatorKind, _ value: Span<UInt8>, at time: Timestamp) -> Match {
    guard kinds.contains(kind) else { return .none }
    guard kind == .ja4 else { return match(kind, value, port: 0, at: time) }
    var lowered: [UInt8] = []
    for index in value.indices { lowered.append(IndicatorValue.lowered(value[index])) }
    return match(kind, lowered.span, port: 0, at: time)
  }

  private func match(
    _ kind: IndicatorKind, _ key: Span<UInt8>, port: UInt16, at time: Timestamp, isBelow: Bool = false
  ) -> Match {
    guard var at = find(kind, key) else { return .none }
    var best = Match.none
    for _ in 0..<Self.sameValueLimit {
      let row = rows[at]
      let isPort = row.port == 0 || row.port == port || (kind == .name && port == 0)
      if isPort, !(isBelow && row.isHostOfPage) {
        if validity(row).holds(at: time) {
          // What says more goes before the host of a page.
          if !row.isHostOfPage { return .listed(at, isHostOfPage: false) }
          if case .listed = best {} else { best = .listed(at, isHostOfPage: true) }
        } else if best == .none {
          best = .outdated
        }
      }
      guard row.next > 0 else { break }
      at = Int(row.next) - 1
    }
    return best
  }
}

extension IndicatorList {
  /// The list that an indicator stands in.
  public func source(of indicator: Int) -> IndicatorSource { sources[Int(rows[indicator].list)] }

  /// Its id in the list, and what the list says of it; as they stand there, control characters included.
  public func id(of indicator: Int) -> ArraySlice<UInt8> {
    let row = rows[indicator]
    return octets[Int(row.idStart)..<(Int(row.idStart) + Int(row.idOctets))]
  }

  public func label(of indicator: Int) -> ArraySlice<UInt8> {
    let row = rows[indicator]
    let start = Int(row.labelStart)
    return octets[start..<(start + Int(row.labelOctets))]
  }

  /// Its value as a list spells it: `198.51.100.0/24`, `evil.example`, `sha256 9f86…`.
  public func spelled(_ indicator: Int) -> [UInt8] {
    let row = rows[indicator]
    let key = octets[Int(row.start)..<(Int(row.start) + Int(row.keyOctets))]
    var text: [UInt8] = []
    switch row.kind {
    case .address: Self.address(key).append(to: &text)
    case .network:
      Self.address(key.dropLast()).append(to: &text)
      text.append(UInt8(ascii: "/"))
      appendDecimal(UInt64(key.last ?? 0), to: &text)
    case .name, .url, .ja4: text.append(contentsOf: key)
    case .fileMD5, .certificateMD5: Self.append("md5 ", key, to: &text)
    case .fileSHA1, .certificateSHA1: Self.append("sha1 ", key, to: &text)
    case .fileSHA256, .certificateSHA256: Self.append("sha256 ", key, to: &text)
    }
    if row.port > 0 {
      text.append(contentsOf: " port ".utf8)
      appendDecimal(UInt64(row.port), to: &text)
    }
    return text
  }

  public func kind(of indicator: Int) -> IndicatorKind { rows[indicator].kind }

  private static func address(_ key: ArraySlice<UInt8>) -> HostAddress {
    HostAddress(octets: key.span) ?? HostAddress(ipv4: 0)
  }

  private static func append(_ word: String, _ digest: ArraySlice<UInt8>, to text: inout [UInt8]) {
    text.append(contentsOf: word.utf8)
    for octet in digest { appendHexadecimal(UInt64(octet), width: 2, to: &text) }
  }
}
