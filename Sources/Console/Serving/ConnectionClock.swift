import Hummingbird
import NIOCore
import NIOHTTPTypes

/// Closes a connection whose request does not come to its end in time, or whose answer nobody takes.
///
/// A head that never ends is the idle limit's: no part of a request arrives, so the connection is idle. This
/// is for the rest: a body that trickles, and a client that asks and does not read.
final class ConnectionClock: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// Requests whose head came and whose answer did not go: a client may send the next before it has the
  /// first.
  private var unanswered = 0
  private var reading: Scheduled<Void>?
  private var answering: Scheduled<Void>?

  /// What the system keeps of answers that nobody takes is little, so that it is soon seen.
  func handlerAdded(context: ChannelHandlerContext) {
    _ = context.channel.setOption(.socketOption(.so_sndbuf), value: ConsoleLimits.sendingOctets)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head:
      unanswered += 1
      reading = closing(context, after: ConsoleLimits.readingSeconds)
    case .body: break
    case .end:
      reading?.cancel()
      reading = nil
      if answering == nil { answering = closing(context, after: ConsoleLimits.answeringSeconds) }
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard case .end = unwrapOutboundIn(data) else {
      context.write(data, promise: promise)
      return
    }
    unanswered -= 1
    answering?.cancel()
    answering = unanswered > 0 ? closing(context, after: ConsoleLimits.answeringSeconds) : nil
    guard unanswered == 0, reading != nil else {
      context.write(data, promise: promise)
      return
    }
    // It was answered before it was whole: what still comes of it is not worth reading.
    context.writeAndFlush(data, promise: promise)
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    stop()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { stop() }

  private func stop() {
    reading?.cancel()
    answering?.cancel()
    (reading, answering) = (nil, nil)
  }

  private func closing(_ context: ChannelHandlerContext, after seconds: Int) -> Scheduled<Void> {
    let channel = context.channel
    return context.eventLoop.scheduleTask(in: .seconds(Int64(seconds))) { channel.close(promise: nil) }
  }
}
