import Vocabulary

/// What requests ask for and how they end. The table of the protocol's page says the same in words.
extension HTTPDissector {
  /// The ordinal of a request, with a bit for its login.
  private static func id(_ ordinal: UInt32, isLogin: Bool = false) -> UInt64 {
    UInt64(ordinal) << 1 | (isLogin ? 1 : 0)
  }

  mutating func takeRequest(
    _ head: HTTPHead, _ octets: Span<UInt8>, _ position: Int, _ dissection: inout Dissection
  ) {
    states[position].requests &+= 1
    let ordinal = states[position].requests
    let object = object(head, octets, &dissection)
    // What the response needs to know: its body, and whose name the server goes by.
    let isBodiless = HTTPMethod.isMethod("HEAD", octets, head.method)
    let isTunnel = HTTPMethod.isMethod("CONNECT", octets, head.method)
    // Windows Remote Management: whoever may call it has commands carried out.
    let isRemoteManagement = starts(octets, with: "/wsman", at: head.target.lowerBound)
    let isBare = head.host.map { Self.bareAddressEnd(octets, $0) != nil } ?? false
    var host = NameID.none
    if let range = head.host, !isTunnel { host = hostName(octets, range, &dissection) }
    dissection.request(
      .http, id: Self.id(ordinal), isRemoteManagement ? .operate : HTTPMethod.verb(octets, head.method),
      object,
      deed: isRemoteManagement ? .remoteExecution : .plain,
      memory: UInt64(host.rawValue) | (isBodiless ? 1 << 32 : 0) | (isTunnel ? 1 << 33 : 0)
        | (HTTPBodyForm.isHarmlessName(octets, head.target) ? 1 << 34 : 0)
        | (isBare ? 1 << 35 : 0))
    mention(head, octets, object, &dissection)
    takeAttacks(head, octets, object, &dissection)
    if let range = head.authorization {
      takeLogin(octets.extracting(range), position, Self.id(ordinal, isLogin: true), &dissection)
    }
    if let range = head.userAgent { tellUserAgent(octets.extracting(range), position, &dissection) }
  }

  mutating func takeResponse(
    _ head: HTTPHead, _ octets: Span<UInt8>, _ position: Int, _ dissection: inout Dissection
  ) -> Answered {
    if let range = head.server { tellServer(octets.extracting(range), position, &dissection) }
    if let range = head.challenge { takeChallenge(octets.extracting(range), &dissection) }
    // An interim response; the request still waits.
    if head.status < 200, head.status != 101 { return .usual }
    states[position].isNameHarmless = false
    states[position].isServerNameless = false
    // An answer to what was asked before the capture began, or in a gap: it ends nothing that comes later.
    guard states[position].responses != states[position].requests else { return .usual }
    states[position].responses &+= 1
    let ordinal = states[position].responses
    let outcome: Outcome = head.status < 400 ? .succeeded : .refused
    let isLoginRefused = head.status == 401 || head.status == 407
    if dissection.reply(Self.id(ordinal, isLogin: true), isLoginRefused ? .refused : .succeeded) != nil,
      isLoginRefused
    {
      // The next try is a new one, even with the same name.
      states[position].loginOctets = -1
    }
    guard let request = dissection.reply(Self.id(ordinal), outcome) else { return .usual }
    let host = NameID(rawValue: UInt32(truncatingIfNeeded: request.memory))
    states[position].isNameHarmless = request.memory & 1 << 34 != 0
    states[position].isServerNameless = request.memory & 1 << 35 != 0
    states[position].object = request.activity.object
    // A name that many servers of the internet share tells nothing of one of them.
    if host != .none, dissection.endpoints[dissection.sender].address.scope == .local {
      dissection.tell(.hostname, host, source: "http host")
    }
    return request.memory & 1 << 32 != 0 ? .bodiless : request.memory & 1 << 33 != 0 ? .tunnel : .usual
  }

  /// Method and path. What follows the path may hold secrets: query, fragment, parameters; so may what
  /// precedes it.
  private mutating func object(
    _ head: HTTPHead, _ octets: Span<UInt8>, _ dissection: inout Dissection
  ) -> ObjectReference {
    let space = HTTPMethod.space(octets, head.method)
    var path = head.target
    if !HTTPMethod.isMethod("CONNECT", octets, head.method) {
      var start = path.lowerBound
      if octets[start] != UInt8(ascii: "/"), let scheme = position(of: "://", in: octets.extracting(path)) {
        start = min(
          path.upperBound, end(at: UInt8(ascii: "/"), in: octets, from: path.lowerBound + scheme + 3))
      }
      var stop = start
      while stop < path.upperBound, octets[stop] != UInt8(ascii: "?"), octets[stop] != UInt8(ascii: "#"),
        octets[stop] != UInt8(ascii: ";")
      {
        stop += 1
      }
      path = start..<stop
    }
    if space != .httpOther { return dissection.clientObject(space, octets.extracting(path)) }
    scratch.removeAll(keepingCapacity: true)
    for index in head.method { scratch.append(octets[index]) }
    scratch.append(0x20)
    for index in path.prefix(ClientTexts.textOctetLimit) { scratch.append(octets[index]) }
    return dissection.clientObject(.httpOther, scratch.span)
  }

  /// The name in the Host field without its port; an address is no name.
  private func hostName(
    _ octets: Span<UInt8>, _ range: Range<Int>, _ dissection: inout Dissection
  ) -> NameID {
    var stop = range.lowerBound
    var hasLetter = false
    while stop < range.upperBound, octets[stop] != UInt8(ascii: ":") {
      let lower = octets[stop] | 0x20
      if lower >= UInt8(ascii: "a"), lower <= UInt8(ascii: "z") { hasLetter = true }
      stop += 1
    }
    guard hasLetter, stop - range.lowerBound <= 128 else { return .none }
    return dissection.clientObject(.text, octets.extracting(range.lowerBound..<stop)).name
  }
}
