import Bytes
import Vocabulary

/// SMB1's session setup: a login as a token or by name, and what both sides call their systems.
///
/// Source: MS-CIFS, section 2.2.4.53; MS-SMB, section 2.2.4.6.
extension SMBDissector {
  mutating func takeSessionSetup(
    _ header: SMB1Header, _ octets: Span<UInt8>, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let id = Self.loginID(UInt64(header.multiplexID))
    if header.isResponse, header.status != SMBStatus.moreProcessing {
      dissection.reply(id, header.status == SMBStatus.success ? .succeeded : .refused)
    }
    let words = Int(try reader.uint8())
    var parameters = try reader.take(words * 2)
    let byteCount = Int(try reader.uint16LittleEndian())
    // Some senders count a longer body than they send.
    let end = min(octets.count, reader.position + byteCount)
    switch (header.isResponse, words) {
    case (false, 12):
      try parameters.skip(14)
      let token = try reader.span(min(Int(try parameters.uint16LittleEndian()), end - reader.position))
      SecurityToken.take(token, request: id, &dissection)
      tellSystem(header, octets, reader.position, end, &dissection)
    case (false, 13), (false, 10):
      try parameters.skip(14)
      var passwordOctets = Int(try parameters.uint16LittleEndian())
      if words == 13 { passwordOctets += Int(try parameters.uint16LittleEndian()) }
      try reader.skip(min(passwordOctets, end - reader.position))
      let system = login(header, octets, reader.position, end, id, &dissection)
      tellSystem(header, octets, system, end, &dissection)
    case (true, 4):
      try parameters.skip(6)
      let token = try reader.span(min(Int(try parameters.uint16LittleEndian()), end - reader.position))
      SecurityToken.take(token, request: 0, &dissection)
      tellSystem(header, octets, reader.position, end, &dissection)
    case (true, 3): tellSystem(header, octets, reader.position, end, &dissection)
    default: break
    }
  }

  /// Account and domain; gives where what follows them begins.
  private mutating func login(
    _ header: SMB1Header, _ octets: Span<UInt8>, _ start: Int, _ end: Int, _ id: UInt64,
    _ dissection: inout Dissection
  ) -> Int {
    let (account, domainAt) = string(header, octets, start, end)
    let (domain, systemAt) = string(header, octets, domainAt, end)
    if account.isEmpty {
      dissection.request(.smb, id: id, .authenticate, deed: .anonymous)
      return systemAt
    }
    text.removeAll(keepingCapacity: true)
    if !domain.isEmpty {
      append(header, octets, domain)
      text.append(UInt8(ascii: "\\"))
    }
    append(header, octets, account)
    let object = dissection.clientObject(.user, text.span)
    dissection.request(.smb, id: id, .authenticate, object)
    return systemAt
  }

  /// The system's and the file service's own names.
  private mutating func tellSystem(
    _ header: SMB1Header, _ octets: Span<UInt8>, _ start: Int, _ end: Int, _ dissection: inout Dissection
  ) {
    let (system, softwareAt) = string(header, octets, start, end)
    let (software, _) = string(header, octets, softwareAt, end)
    text.removeAll(keepingCapacity: true)
    append(header, octets, system)
    // Attacks fill the field with what they need there.
    if let first = text.first, (UInt8(ascii: "A")...UInt8(ascii: "z")).contains(first), text.count >= 3 {
      dissection.tellFreely(.operatingSystem, text.span, source: "smb native os")
    }
    text.removeAll(keepingCapacity: true)
    append(header, octets, software)
    // Windows repeats its own name there.
    if starts(text.span, with: "Samba") {
      dissection.tellFreely(.software, text.span, source: "smb native lan manager")
    }
  }

  /// A text up to its end mark, and where the next begins. Wide texts stand at even places.
  func string(
    _ header: SMB1Header, _ octets: Span<UInt8>, _ start: Int, _ end: Int
  ) -> (Range<Int>, next: Int) {
    let width = header.isUnicode ? 2 : 1
    // The even place may lie behind the end.
    let start = min(header.isUnicode ? start + start & 1 : start, end)
    var at = start
    while at + width <= end {
      if octets[at] == 0, width == 1 || octets[at + 1] == 0 { return (start..<at, at + width) }
      at += width
    }
    return (start..<at, end)
  }

  mutating func append(_ header: SMB1Header, _ octets: Span<UInt8>, _ range: Range<Int>) {
    let octets = octets.extracting(range.prefix(NTLMMessage.nameOctetLimit))
    if header.isUnicode { return WideText.append(octets, to: &text) }
    for index in octets.indices { text.append(octets[index]) }
  }
}
