import Hummingbird
import NIOCore
import NIOSSL

/// What is known of a request beside itself: the connection that it came on.
struct ConsoleContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }

  var address: String { OwnNetwork.plain(channel.remoteAddress?.ipAddress ?? "") }

  /// What the client showed, DER, with proof in the handshake that it has the key; nil where it showed none.
  func peerCertificate() async throws -> [UInt8]? {
    try await channel.nioSSL_peerCertificate().flatMapThrowing { try $0?.toDERBytes() }.get()
  }
}
