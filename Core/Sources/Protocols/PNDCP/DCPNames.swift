/// The names of DCP's messages.
///
/// Source: IEC 61158-6-10, clause 4.3 (ServiceID, ServiceType).
enum DCPNames {
  static func spelling(_ code: MessageCode) -> MessageSpelling {
    let parts = code.parts
    let service: String? =
      switch parts.first {
      case 3: "get"
      case 4: "set"
      case 5: "identify"
      case 6: "hello"
      default: nil
      }
    let type: String? =
      switch parts.second {
      case 0: "request"
      case 1: "response"
      case 5: "not supported"
      default: nil
      }
    var name = ""
    if let service, let type { name = service + " " + type }
    return MessageSpelling("\(parts.first)/\(parts.second)", name)
  }
}
