import Vocabulary

/// How far a response's body was looked at: only its first octets ever are.
enum HTTPPeek: Hashable, Sendable {
  case none
  /// A body of so many octets begins next.
  case body(Int)
  /// The first chunk comes next.
  case chunk
}

/// What the first octets of a body are, and what its name or type says that it is.
enum HTTPBodyForm {
  /// Octets that are looked at.
  static let octets = 4

  /// A program of Windows or Linux.
  ///
  /// Source: Microsoft's PE format, "MS-DOS Stub"; System V ABI, chapter 4, "ELF Identification".
  static func isProgram(_ body: Span<UInt8>) -> Bool {
    guard body.count >= octets else { return false }
    if body[0] == 0x7F { return body[1] == 0x45 && body[2] == 0x4C && body[3] == 0x46 }
    // The third and fourth octet: how much of the last page of 512 is used, 0 to 512.
    return body[0] == 0x4D && body[1] == 0x5A && body[3] <= 2
  }

  /// A path that ends as pictures, texts and the like do.
  static func isHarmlessName(_ octets: Span<UInt8>, _ target: Range<Int>) -> Bool {
    var stop = target.lowerBound
    var dot = target.upperBound
    while stop < target.upperBound, octets[stop] != UInt8(ascii: "?"), octets[stop] != UInt8(ascii: "#") {
      if octets[stop] == UInt8(ascii: ".") { dot = stop + 1 }
      stop += 1
    }
    guard dot < stop, stop - dot <= 5 else { return false }
    for ending in harmlessEndings where ending.utf8.count == stop - dot {
      if HTTPHead.isName(ending, octets, dot..<stop) { return true }
    }
    return false
  }

  private static let harmlessEndings = [
    "png", "jpg", "jpeg", "gif", "bmp", "ico", "svg", "webp", "txt", "css", "js", "htm", "html", "xml",
    "json", "pdf", "mp3", "mp4", "avi", "woff", "woff2", "ttf", "csv", "log", "doc", "xls", "ppt",
  ]

  /// A type of pictures, sounds and letters: none of them is a program.
  static func isHarmlessType(_ octets: Span<UInt8>, _ type: Range<Int>?) -> Bool {
    guard let type else { return false }
    return HTTPHead.isName("image/", octets, type) || HTTPHead.isName("audio/", octets, type)
      || HTTPHead.isName("video/", octets, type) || HTTPHead.isName("font/", octets, type)
  }
}

extension HTTPDissector {
  /// Whether the first octets of a response's body of `body` octets are worth a look: where it claims to be
  /// harmless, or comes from a server without a name.
  mutating func wantsPeek(_ head: HTTPHead, _ octets: Span<UInt8>, _ body: Int, _ position: Int) -> Bool {
    if HTTPBodyForm.isHarmlessType(octets, head.contentType) { states[position].isNameHarmless = true }
    guard head.status == 200, states[position].isNameHarmless || states[position].isServerNameless else {
      return false
    }
    if states[position].isResponseChunked {
      states[position].peek = .chunk
      return false
    }
    guard body >= HTTPBodyForm.octets || states[position].isRawToClient else { return false }
    states[position].peek = .body(body)
    return true
  }

  mutating func takeBody(_ body: Span<UInt8>, _ position: Int, _ dissection: inout Dissection) {
    guard HTTPBodyForm.isProgram(body) else { return }
    let isDisguised = states[position].isNameHarmless
    dissection.observations.anomalies.append(
      Anomaly(
        time: dissection.time, place: dissection.place, source: dissection.sender,
        target: dissection.receiver, kind: isDisguised ? .disguisedProgram : .exploit, name: .http,
        exploit: isDisguised ? nil : .bareAddressProgram, object: states[position].object))
  }

  /// The first chunk's data stand behind its line.
  mutating func takeChunk(_ chunk: Span<UInt8>, _ position: Int, _ dissection: inout Dissection) {
    let lineEnd = end(at: 0x0A, in: chunk, from: 0)
    guard lineEnd < chunk.count else { return }
    takeBody(chunk.extracting((lineEnd + 1)..<chunk.count), position, &dissection)
  }
}
