import Bytes
import Vocabulary

/// Reading and writing variables: one activity a variable.
///
/// Source: ISO 9506-2:2003, clause 7.5 (variable access) and 7.5.1 (Read, Write).
extension MMSDissector {
  /// Read: whether the specification is to be repeated, then the specification in [1].
  func beginRead(
    _ confirmed: MMSConfirmed, _ content: Span<UInt8>, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var fields = BERReader(content)
    guard let access = try fields.find(.context(1), mayBeCut: true) else { return }
    try begin(confirmed, BERReader(access), isWrite: false, &dissection)
  }

  /// Write: the specification, then the values.
  func beginWrite(
    _ confirmed: MMSConfirmed, _ content: Span<UInt8>, _ dissection: inout Dissection
  ) throws(DecodeError) {
    try begin(confirmed, BERReader(content), isWrite: true, &dissection)
  }

  /// A list of variables in [0], or the name of a list in [1].
  private func begin(
    _ confirmed: MMSConfirmed, _ access: consuming BERReader, isWrite: Bool,
    _ dissection: inout Dissection
  ) throws(DecodeError) {
    let choice = try access.next(mayBeCut: true)
    if choice.tag == .context(1) {
      let object = try name(choice.elements, &dissection)
      return dissection.request(
        .mms, id: Self.id(confirmed.invokeID, 0), isWrite ? .write : .read, object,
        code: confirmed.service.rawValue, memory: 1)
    }
    // Counted first: the request that opens ordinal 0 remembers how many follow.
    var list = choice.elements
    var total = 0
    while !list.isAtEnd {
      _ = try list.next(mayBeCut: true)
      total &+= 1
    }
    if total > Dissection.objectLimit { dissection.droppedObjects += total - Dissection.objectLimit }
    let opened = min(total, Dissection.objectLimit)
    list = BERReader(choice.octets)
    for ordinal in 0..<opened {
      let variable = try list.next(mayBeCut: true)
      var memory = UInt64(opened)
      var object = ObjectReference.none
      var meaning: (Verb, Deed) = isWrite ? (.write, .plain) : (.read, .plain)
      var specification = variable.elements
      if let named = try specification.takeIfPresent(.context(0), mayBeCut: true) {
        object = try name(BERReader(named), &dissection)
        let item = named.extracting(Self.item(named))
        meaning = isWrite ? MMSVariableMeaning.ofWriting(item) : MMSVariableMeaning.ofReading(item)
        if !isWrite, let attribute = MMSVariableMeaning.identity(item) {
          memory |= (UInt64(attribute.rawValue) + 1) << 16
        }
      }
      dissection.request(
        .mms, id: Self.id(confirmed.invokeID, ordinal), meaning.0, object, deed: meaning.1,
        code: confirmed.service.rawValue, memory: memory)
    }
  }

  /// Ends a read by its results, each a failure in [0] or a value.
  func endRead(
    _ invokeID: UInt32, _ total: Int, _ content: Span<UInt8>, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var fields = BERReader(content)
    guard let results = try fields.find(.context(1), mayBeCut: true) else { return }
    try end(invokeID, total, BERReader(results), &dissection)
  }

  /// Ends the objects of a request by results in their order; what has none has failed.
  func end(
    _ invokeID: UInt32, _ total: Int, _ results: consuming BERReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let failure = BERTag.contextPrimitive(0)
    for ordinal in 0..<total {
      guard !results.isAtEnd else {
        dissection.reply(Self.id(invokeID, ordinal), .failed)
        continue
      }
      let result = try results.next(mayBeCut: true)
      var outcome: Outcome = result.tag == failure ? .refused : .succeeded
      // The one object may be a list: it was refused where nothing of it was given.
      while total == 1, outcome == .refused, !results.isAtEnd {
        if try results.next(mayBeCut: true).tag != failure { outcome = .succeeded }
      }
      let request = dissection.reply(Self.id(invokeID, ordinal), outcome)
      guard let request, outcome == .succeeded, request.memory >> 16 > 0 else { continue }
      let isText = result.tag == .contextPrimitive(10) || result.tag == .contextPrimitive(16)
      if isText, let attribute = IdentityAttribute(rawValue: UInt8(clamping: request.memory >> 16 &- 1)) {
        dissection.tell(attribute, result.octets, source: "mms name plate")
      }
    }
  }
}
