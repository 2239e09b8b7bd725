import Streams
import Vocabulary

/// Dissects HTTP/1: who asks for which path, what servers and clients say of themselves, who logs in how.
///
/// Requests and responses of a connection come in the same order. Bodies are passed over by their length,
/// unread.
public struct HTTPDissector: Sendable {
  public static let port: UInt16 = 80

  /// Where each direction of a flow stands.
  struct State: Sendable {
    var requests: UInt32 = 0
    var responses: UInt32 = 0
    var isRequestChunked = false
    var isResponseChunked = false
    /// What follows is no HTTP any more: a tunnel, an upgrade, a body that the connection's end ends.
    var isRawToServer = false
    var isRawToClient = false
    /// How far the heads were searched that are not whole yet.
    var searchToServer = HTTPSearch()
    var searchToClient = HTTPSearch()
    /// Told once a flow, for every message repeats it.
    var server = NameID.none
    var userAgent = NameID.none
    /// The last login, which every request repeats.
    var login = NameID.none
    var loginOctets: Int32 = -1
    /// What the last response answers, whether its name or type stands for something harmless, and whether
    /// the server was asked by its address.
    var object = ObjectReference.none
    var isNameHarmless = false
    var isServerNameless = false
    /// The first octets of a response's body are still to be looked at, and how many the body has.
    var peek = HTTPPeek.none
  }

  /// Flows that are remembered; then the one remembered longest gives way.
  public static let flowLimit = 16_384
  /// Octets of a message's head; a longer one is given up.
  public static let headOctetLimit = HTTPHead.octetLimit

  var states = FlowStates<State>(limit: flowLimit)
  /// Heads beyond ``headOctetLimit``.
  public private(set) var droppedHeads = 0
  /// Text that is put together or decoded; kept so that reading needs no memory of its own.
  var scratch: [UInt8] = []

  public init() {}

  /// Flows that gave way.
  public var droppedFlows: Int { states.dropped }

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 8 else { return octets.count >= 1 && !isLetter(octets[0]) ? .no : .undecided }
    if starts(octets, with: "HTTP/1.") { return .consistent }
    for method in methods where starts(octets, with: method) {
      let at = method.utf8.count
      guard at < octets.count, octets[at] > 0x20 else { return .no }
      let lineEnd = end(at: 0x0A, in: octets, from: at)
      // A target may be longer than a segment.
      if lineEnd == octets.count { return octets[at] == UInt8(ascii: "/") ? .consistent : .no }
      return position(of: " HTTP/1.", in: octets.extracting(max(at, lineEnd - 12)..<lineEnd)) != nil
        ? .consistent : .no
    }
    return .no
  }

  private static let methods = [
    "GET ", "POST ", "HEAD ", "PUT ", "DELETE ", "OPTIONS ", "PATCH ", "CONNECT ", "TRACE ", "PROPFIND ",
    "SUBSCRIBE ", "NOTIFY ", "M-SEARCH ", "RPC_IN_DATA ", "RPC_OUT_DATA ",
  ]

  private static func isLetter(_ octet: UInt8) -> Bool { (0x41...0x5A).contains(octet) }

  public mutating func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress {
    let position = states.position(of: dissection.serial, initial: State())
    let isToServer = dissection.isFromClient
    var at = 0
    while at < octets.count {
      if !isToServer, case .body(let body) = states[position].peek {
        let shown = octets.extracting(at..<octets.count)
        guard shown.count >= HTTPBodyForm.octets else {
          return StreamProgress(consumed: at, needs: HTTPBodyForm.octets)
        }
        states[position].peek = .none
        takeBody(shown, position, &dissection)
        if body > 0 { dissection.takeFile(pieceOf: UInt64(body), shown) }
        at += body
        continue
      }
      if isToServer ? states[position].isRawToServer : states[position].isRawToClient {
        dissection.takeFile(
          pieceOf: UInt64(Self.everything), octets.extracting(at..<octets.count))
        return StreamProgress(consumed: Self.everything)
      }
      if isToServer ? states[position].isRequestChunked : states[position].isResponseChunked {
        guard let chunk = HTTPChunk(octets, at: at) else {
          return octets.count - at > HTTPChunk.lineLimit ? .lost(after: at) : StreamProgress(consumed: at)
        }
        if !isToServer, states[position].peek == .chunk {
          states[position].peek = .none
          takeChunk(octets.extracting(at..<octets.count), position, &dissection)
        }
        if chunk.size > 0 {
          dissection.takeFile(
            pieceOf: UInt64(chunk.size),
            octets.extracting(min(at + chunk.lineOctets, octets.count)..<octets.count))
        }
        at += chunk.octets
        if chunk.isLast {
          dissection.endFile(isEnd: true)
          if isToServer {
            states[position].isRequestChunked = false
          } else {
            states[position].isResponseChunked = false
          }
        }
        continue
      }
      // Some clients send an empty line between requests.
      if octets[at] == 0x0D || octets[at] == 0x0A {
        at += 1
        continue
      }
      let shown = octets.extracting(at..<octets.count)
      let search = isToServer ? states[position].searchToServer : states[position].searchToClient
      let known = search.known(in: shown)
      guard let headEnd = HTTPHead.end(octets, from: at, searched: known) else {
        let isHead = isUnfinishedHead(shown, search, known: known, position, isToServer: isToServer)
        if shown.count >= HTTPHead.octetLimit { droppedHeads += 1 }
        if !isHead || shown.count >= HTTPHead.octetLimit { return .lost(after: at) }
        return StreamProgress(consumed: at)
      }
      guard let head = HTTPHead(octets, from: at, to: headEnd) else { return .lost(after: at) }
      dissection.note(.http)
      at = headEnd
      if head.isRequest {
        takeRequest(head, octets, position, &dissection)
        if head.isChunked { states[position].isRequestChunked = true }
        let body = head.isChunked ? 0 : head.contentOctets ?? 0
        if dissection.wantsFiles { beginUpload(head, octets, body, &dissection) }
        if body > 0 { dissection.takeFile(pieceOf: UInt64(body), octets.extracting(at..<octets.count)) }
        at += body
      } else {
        let answered = takeResponse(head, octets, position, &dissection)
        let body = passBody(head, after: answered, position)
        if dissection.wantsFiles { beginDownload(head, body, position, &dissection) }
        if wantsPeek(head, octets, body, position) { continue }
        if body > 0 { dissection.takeFile(pieceOf: UInt64(body), octets.extracting(at..<octets.count)) }
        at += body
      }
    }
    return StreamProgress(consumed: at)
  }

  /// Whether octets without a head's end may become a head; remembers that they were searched.
  private mutating func isUnfinishedHead(
    _ octets: Span<UInt8>, _ search: HTTPSearch, known: Int, _ position: Int, isToServer: Bool
  ) -> Bool {
    var isLineWhole = known > 0 && search.isLineWhole
    if !isLineWhole {
      isLineWhole = end(at: 0x0A, in: octets, from: known) < octets.count
      // What was a beginning is judged again when its first line is whole.
      if known == 0 || isLineWhole, Self.recognise(octets) == .no { return false }
    }
    if isToServer {
      states[position].searchToServer.note(octets, isLineWhole: isLineWhole)
    } else {
      states[position].searchToClient.note(octets, isLineWhole: isLineWhole)
    }
    return true
  }

  /// More octets than any flow has.
  private static let everything = Int(Int32.max)

  /// What the request of a response was, where that changes the response's body.
  enum Answered: Sendable { case usual, bodiless, tunnel }

  /// Octets of a response's body that its head gives; marks a body in chunks or without end.
  private mutating func passBody(_ head: HTTPHead, after answered: Answered, _ position: Int) -> Int {
    if head.status == 101 || (answered == .tunnel && head.status < 300) {
      states[position].isRawToServer = true
      states[position].isRawToClient = true
      return 0
    }
    if head.hasNoBody || answered == .bodiless { return 0 }
    if head.isChunked {
      states[position].isResponseChunked = true
      return 0
    }
    if head.contentOctets == nil { states[position].isRawToClient = true }
    return head.contentOctets ?? 0
  }
}

/// The line before a chunk, with the chunk and its end.
///
/// Source: RFC 9112, section 7.1.
struct HTTPChunk: Sendable {
  /// Octets of a chunk's line.
  static let lineLimit = 256

  var octets: Int
  /// Octets of the line, and of the data behind it.
  var lineOctets: Int
  var size: Int
  var isLast: Bool

  /// Nil where the line is not whole yet, or is none.
  init?(_ octets: Span<UInt8>, at start: Int) {
    var at = start
    var size = 0
    while at < octets.count, let digit = Self.digit(octets[at]) {
      guard at - start < 7 else { return nil }
      size = size << 4 | digit
      at += 1
    }
    guard at > start else { return nil }
    let lineEnd = end(at: 0x0A, in: octets, from: at)
    guard lineEnd < octets.count, lineEnd - start < Self.lineLimit else { return nil }
    isLast = size == 0
    lineOctets = lineEnd + 1 - start
    self.size = size
    guard isLast else {
      self.octets = lineEnd + 1 - start + size + 2
      return
    }
    // Fields may follow the last chunk, up to an empty line.
    if lineEnd + 2 < octets.count, octets[lineEnd + 1] != 0x0D {
      guard let trailerEnd = HTTPHead.end(octets, from: lineEnd) else { return nil }
      self.octets = trailerEnd - start
    } else {
      guard lineEnd + 2 < octets.count else { return nil }
      self.octets = lineEnd + 3 - start
    }
  }

  private static func digit(_ octet: UInt8) -> Int? {
    switch octet {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(octet) - 48
    case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(octet) - 87
    case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(octet) - 55
    default: nil
    }
  }
}
