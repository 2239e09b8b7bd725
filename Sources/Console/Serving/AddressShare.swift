import NIOCore
import NIOHTTPTypes
import Synchronization

/// How many connections each address has open.
final class ConnectionCounts: Sendable {
  private let counts = Mutex([String: Int]())

  /// Counts one more; false, and it is not counted, where the address has its share.
  func open(_ address: String) -> Bool {
    counts.withLock { counts in
      let count = counts[address, default: 0]
      guard count < ConsoleLimits.connectionsOfOneAddress else { return false }
      counts[address] = count + 1
      return true
    }
  }

  func close(_ address: String) {
    counts.withLock { counts in
      let count = counts[address, default: 0] - 1
      counts[address] = count > 0 ? count : nil
    }
  }
}

/// Closes the connection of an address that has its share already.
final class AddressShare: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart

  private let counts: ConnectionCounts

  init(_ counts: ConnectionCounts) { self.counts = counts }

  func handlerAdded(context: ChannelHandlerContext) {
    let channel = context.channel
    let address = channel.remoteAddress?.ipAddress ?? ""
    guard counts.open(address) else {
      context.eventLoop.execute { channel.close(promise: nil) }
      return
    }
    let counts = counts
    channel.closeFuture.whenComplete { _ in counts.close(address) }
  }
}
