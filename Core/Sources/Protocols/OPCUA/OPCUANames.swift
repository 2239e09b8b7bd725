/// The names of OPC UA messages and services.
///
/// Source: OPC 10000-6, clauses 6.7.2 and 7.1.2, and annex A; the services of OPC 10000-4, clause 5.
enum OPCUANames {
  static func spelling(_ family: MessageFamily, _ code: MessageCode) -> MessageSpelling {
    guard family == .message else { return MessageSpelling(code.rawValue, service(code.rawValue)) }
    let letters = [16, 8, 0].map { UInt8(truncatingIfNeeded: code.rawValue >> UInt32($0)) }
    return MessageSpelling(String(decoding: letters, as: UTF8.self), message(code.rawValue))
  }

  private static func message(_ code: UInt32) -> String {
    switch OPCUAMessageType(rawValue: code) {
    case .hello: "hello"
    case .acknowledge: "acknowledge"
    case .error: "error"
    case .reverseHello: "reverse hello"
    case .openSecureChannel: "open secure channel"
    case .closeSecureChannel: "close secure channel"
    case .message: "message"
    default: ""
    }
  }

  private static func service(_ code: UInt32) -> String {
    let service = OPCUAService(rawValue: code)
    switch service.kind {
    case .request: return "\(request(service)) request"
    case .response:
      return service == .serviceFault ? "service fault" : "\(request(service.answered)) response"
    case .other: return ""
    }
  }

  private static func request(_ service: OPCUAService) -> String {
    switch service {
    case .findServers: "find servers"
    case .findServersOnNetwork: "find servers on network"
    case .getEndpoints: "get endpoints"
    case .registerServer: "register server"
    case .registerServer2: "register server 2"
    case .openSecureChannel: "open secure channel"
    case .closeSecureChannel: "close secure channel"
    case .createSession: "create session"
    case .activateSession: "activate session"
    case .closeSession: "close session"
    case .cancel: "cancel"
    case .addNodes: "add nodes"
    case .addReferences: "add references"
    case .deleteNodes: "delete nodes"
    case .deleteReferences: "delete references"
    case .browse: "browse"
    case .browseNext: "browse next"
    case .translateBrowsePaths: "translate browse paths to node ids"
    case .registerNodes: "register nodes"
    case .unregisterNodes: "unregister nodes"
    case .queryFirst: "query first"
    case .queryNext: "query next"
    case .read: "read"
    case .historyRead: "history read"
    case .write: "write"
    case .historyUpdate: "history update"
    case .call: "call"
    case .createMonitoredItems: "create monitored items"
    case .modifyMonitoredItems: "modify monitored items"
    case .setMonitoringMode: "set monitoring mode"
    case .setTriggering: "set triggering"
    case .deleteMonitoredItems: "delete monitored items"
    case .createSubscription: "create subscription"
    case .modifySubscription: "modify subscription"
    case .setPublishingMode: "set publishing mode"
    case .publish: "publish"
    case .republish: "republish"
    case .transferSubscriptions: "transfer subscriptions"
    case .deleteSubscriptions: "delete subscriptions"
    default: ""
    }
  }
}
