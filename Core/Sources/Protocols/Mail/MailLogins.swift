import Vocabulary

/// Logins in the commands of mail, and what the server says to them.
extension MailDissector {
  private static let textLimit = 1_024
  private static let userLimit = 80

  mutating func takeClient(
    _ line: Span<UInt8>, _ name: ProtocolName, _ position: Int, _ dissection: inout Dissection
  ) {
    switch states[position].awaited {
    case .plain: return takePlain(line, name, position, &dissection)
    case .name:
      decode(line)
      keepUser(scratch, position)
      wipe()
      states[position].awaited = .command
      return
    case .password:
      decode(line)
      let octets = scratch
      wipe()
      return open(password: octets.span, name, position, &dissection)
    default: break
    }
    var start = 0
    if name == .imap { start = min(line.count, end(at: 0x20, in: line, from: 0) + 1) }
    if Self.has(line, "AUTH PLAIN", at: start) || Self.has(line, "AUTHENTICATE PLAIN", at: start) {
      let token = end(at: 0x20, in: line, from: start + (Self.has(line, "AUTH ", at: start) ? 10 : 18))
      if token < line.count {
        takePlain(line.extracting((token + 1)..<line.count), name, position, &dissection)
      } else {
        states[position].awaited = .plain
      }
    } else if Self.has(line, "AUTH LOGIN", at: start) || Self.has(line, "AUTHENTICATE LOGIN", at: start) {
      states[position].user.removeAll(keepingCapacity: true)
      let token = end(at: 0x20, in: line, from: start + (Self.has(line, "AUTH ", at: start) ? 10 : 18))
      if token < line.count {
        decode(line.extracting((token + 1)..<line.count))
        keepUser(scratch, position)
        wipe()
      }
    } else if Self.has(line, "STARTTLS", at: start) || Self.has(line, "STLS", at: start) {
      states[position].asksForTLS = true
    } else if name == .smtp, Self.has(line, "DATA"), line.count == 4 {
      states[position].awaited = .nothing
    } else if name == .pop, Self.has(line, "USER ") {
      keepUser(copied(line.extracting(5..<line.count)), position)
    } else if name == .pop, Self.has(line, "PASS ") {
      open(password: line.extracting(5..<line.count), name, position, &dissection)
    } else if name == .imap, Self.has(line, "LOGIN ", at: start) {
      takeNameAndPassword(line.extracting((start + 6)..<line.count), name, position, &dissection)
    }
  }

  /// Two words, in quotation marks or without.
  private mutating func takeNameAndPassword(
    _ words: Span<UInt8>, _ name: ProtocolName, _ position: Int, _ dissection: inout Dissection
  ) {
    let user = Self.word(words, at: 0)
    let password = Self.word(words, at: min(words.count, user.next))
    keepUser(copied(words.extracting(user.range)), position)
    open(password: words.extracting(password.range), name, position, &dissection)
  }

  private static func word(_ text: Span<UInt8>, at start: Int) -> (range: Range<Int>, next: Int) {
    guard start < text.count else { return (text.count..<text.count, text.count) }
    if text[start] == UInt8(ascii: "\"") {
      let stop = end(at: UInt8(ascii: "\""), in: text, from: start + 1)
      return ((start + 1)..<max(start + 1, stop), stop + 2)
    }
    let stop = end(at: 0x20, in: text, from: start)
    return (start..<stop, stop + 1)
  }

  /// An identity, a name and a password with zeros between, in base64.
  private mutating func takePlain(
    _ line: Span<UInt8>, _ name: ProtocolName, _ position: Int, _ dissection: inout Dissection
  ) {
    decode(line)
    let octets = scratch
    wipe()
    let first = end(at: 0, in: octets.span, from: 0)
    let second = end(at: 0, in: octets.span, from: first + 1)
    states[position].awaited = .command
    guard second < octets.count else { return }
    keepUser(Array(octets[(first + 1)..<second]), position)
    open(password: octets.span.extracting((second + 1)..<octets.count), name, position, &dissection)
  }

  private mutating func open(
    password: Span<UInt8>, _ name: ProtocolName, _ position: Int, _ dissection: inout Dissection
  ) {
    let user = states[position].user
    let pair = DefaultCredentials.pair(user: user.span, password: password)
    states[position].logins &+= 1
    states[position].awaited = .verdict
    if !password.isEmpty { dissection.secretInClear(name, octets: password.count) }
    dissection.request(
      name, id: UInt64(states[position].logins), .authenticate, dissection.clientObject(.user, user.span),
      deed: pair > 0 ? .defaultCredentials : .plain, code: pair)
  }

  mutating func takeServer(
    _ line: Span<UInt8>, _ name: ProtocolName, _ position: Int, _ dissection: inout Dissection
  ) {
    if !states[position].isGreeted {
      states[position].isGreeted = true
      dissection.receiverIsClient = true
      let space = end(at: 0x20, in: line, from: name == .imap ? 2 : 0)
      if space + 1 < line.count {
        dissection.tellFreely(
          .software, line.extracting((space + 1)..<line.count), source: "server of mail")
      }
      return
    }
    if states[position].asksForTLS {
      states[position].asksForTLS = false
      if isYes(line, name) { dissection.refinedName = .tls }
      return
    }
    // Questions for the parts of a login in base64: "Username:", "Password:".
    if starts(line, with: "334 VXNlcm5hbWU6") || starts(line, with: "+ VXNlcm5hbWU6") {
      states[position].awaited = .name
    } else if starts(line, with: "334 UGFzc3dvcmQ6") || starts(line, with: "+ UGFzc3dvcmQ6") {
      states[position].awaited = .password
    } else if states[position].awaited == .verdict, !starts(line, with: "* ") {
      dissection.reply(UInt64(states[position].logins), isYes(line, name) ? .succeeded : .refused)
      states[position].awaited = .command
    }
  }

  private func isYes(_ line: Span<UInt8>, _ name: ProtocolName) -> Bool {
    switch name {
    case .smtp: return starts(line, with: "2")
    case .pop: return starts(line, with: "+OK")
    default: return Self.has(line, "OK", at: min(line.count, end(at: 0x20, in: line, from: 0) + 1))
    }
  }

  private mutating func keepUser(_ user: [UInt8], _ position: Int) {
    states[position].user = Array(user.prefix(Self.userLimit))
  }

  private func copied(_ text: Span<UInt8>) -> [UInt8] {
    var octets: [UInt8] = []
    for index in 0..<min(text.count, Self.userLimit) { octets.append(text[index]) }
    return octets
  }

  private mutating func decode(_ text: Span<UInt8>) {
    scratch.removeAll(keepingCapacity: true)
    Base64.decode(text, limit: Self.textLimit, into: &scratch)
  }

  /// Nothing of a login stays behind.
  private mutating func wipe() {
    for index in scratch.indices { scratch[index] = 0 }
    scratch.removeAll(keepingCapacity: true)
  }
}
