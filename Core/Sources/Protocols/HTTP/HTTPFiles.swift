import Vocabulary

/// Files that HTTP carries whole, for lists of indicators.
extension HTTPDissector {
  /// A response's body, where it is the file itself: not compressed, not a part.
  ///
  /// Source: RFC 9110, sections 8.4 (content coding), 14.4 and 15.3.7 (parts).
  func beginDownload(_ head: HTTPHead, _ body: Int, _ position: Int, _ dissection: inout Dissection) {
    let isWithoutEnd = states[position].isRawToClient && head.contentOctets == nil
    guard body > 0 || states[position].isResponseChunked || isWithoutEnd else { return }
    if head.status == 206 { return dissection.carried.noteInPart() }
    guard head.status == 200 else { return }
    if head.isEncoded { return dissection.carried.noteEncoded() }
    dissection.beginFile(
      nil, .http, actor: dissection.receiver, target: dissection.sender, states[position].object,
      whole: body > 0 ? UInt64(body) : nil)
  }

  /// A request's body, where it is a file and not a form.
  func beginUpload(
    _ head: HTTPHead, _ octets: Span<UInt8>, _ body: Int, _ dissection: inout Dissection
  ) {
    guard body > 0 || head.isChunked, !head.isEncoded else { return }
    if let type = head.contentType {
      for form in ["multipart/", "application/x-www-form-urlencoded"]
      where HTTPHead.isName(form, octets, type) { return }
    }
    dissection.beginFile(
      nil, .http, actor: dissection.sender, target: dissection.receiver, .none,
      whole: head.isChunked ? nil : UInt64(body))
  }
}
