import Vocabulary

/// What LDAP's messages are called.
///
/// Source: RFC 4511, appendix B.
enum LDAPNames {
  static func spelling(_ code: MessageCode) -> MessageSpelling {
    let names = [
      "bindRequest", "bindResponse", "unbindRequest", "searchRequest", "searchResEntry", "searchResDone",
      "modifyRequest", "modifyResponse", "addRequest", "addResponse", "delRequest", "delResponse",
      "modDNRequest", "modDNResponse", "compareRequest", "compareResponse", "abandonRequest", "", "",
      "searchResRef", "", "", "", "extendedReq", "extendedResp", "intermediateResponse",
    ]
    let index = Int(truncatingIfNeeded: code.rawValue & 0xFFFF)
    return MessageSpelling(code.rawValue, index < names.count ? names[index] : "")
  }
}
