public import Identity
import NIOCore
import NIOSSL
import Synchronization
public import Vocabulary

/// What a listener proves who it is with: a certificate, what leads from it to an authority, and its key.
public struct ServerIdentity: Sendable {
  let chain: [NIOSSLCertificateSource]
  let key: NIOSSLPrivateKeySource
  /// When the certificate's time is over.
  public let ends: Timestamp

  /// The owner's own certificate.
  ///
  /// - Parameters:
  ///   - certificate: PEM, the listener's first, those that issued it behind it
  ///   - key: PEM, without a passphrase
  ///   - paths: where they came from, for whoever must mend them
  public init(
    certificate: [UInt8], key: [UInt8], paths: (certificate: String, key: String)
  ) throws(ListenerFault) {
    let chain: [NIOSSLCertificate]
    do {
      chain = try NIOSSLCertificate.fromPEMBytes(certificate)
    } catch {
      throw .certificate(path: paths.certificate, reason: "it can't be read as one")
    }
    guard let first = chain.first else {
      throw .certificate(path: paths.certificate, reason: "there is none in it")
    }
    let privateKey: NIOSSLPrivateKey
    do {
      // A key under a passphrase would otherwise be asked for at a terminal, which a service has not.
      privateKey = try NIOSSLPrivateKey(bytes: key, format: .pem) { (set: ([UInt8]) -> Void) in set([]) }
    } catch {
      throw .key(path: paths.key, reason: "it can't be read as one, or it has a passphrase")
    }
    self.chain = chain.map { .certificate($0) }
    self.key = .privateKey(privateKey)
    ends = Timestamp(seconds: Int64(first.notValidAfter), nanoseconds: 0)
    do { _ = try NIOSSLContext(configuration: Self.server(self.chain, self.key)) } catch {
      throw .mismatch(certificate: paths.certificate, key: paths.key)
    }
  }

  /// One from the site's authority.
  public init(_ made: ServerCertificate) throws(ListenerFault) {
    try self.init(
      certificate: Array(made.certificate.utf8), key: Array(made.privateKey.utf8),
      paths: ("the site's own certificate", "the site's own key"))
  }

  private static func server(
    _ chain: [NIOSSLCertificateSource], _ key: NIOSSLPrivateKeySource
  ) -> TLSConfiguration {
    TLSConfiguration.makeServerConfiguration(certificateChain: chain, privateKey: key)
  }

  /// TLS 1.3 and nothing older. A client's certificate is asked for and not required; whether it counts is
  /// asked of the site at each request, so that a revocation holds from the next one on. The handshake
  /// proves that the client has its key.
  ///
  /// - Parameters:
  ///   - current: what new connections are shown
  ///   - authority: the site's, as PEM: named in the handshake, so that a browser offers no other certificate
  static func configuration(_ current: CurrentIdentity, authority: [UInt8]) throws -> TLSConfiguration {
    let identity = current.value
    var configuration = server(identity.chain, identity.key)
    configuration.minimumTLSVersion = .tlsv13
    configuration.certificateVerification = .optionalVerification
    configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(authority))
    configuration.sendCANameList = true
    configuration.applicationProtocols = ["http/1.1"]
    configuration.shutdownTimeout = .seconds(3)
    configuration.sslContextCallback = { _, promise in
      let identity = current.value
      var override = NIOSSLContextConfigurationOverride()
      (override.certificateChain, override.privateKey) = (identity.chain, identity.key)
      promise.succeed(override)
    }
    return configuration
  }
}

/// The identity that new connections see; it changes while the listener runs.
final class CurrentIdentity: Sendable {
  private let identity: Mutex<ServerIdentity>

  init(_ identity: ServerIdentity) { self.identity = Mutex(identity) }

  var value: ServerIdentity {
    get { identity.withLock { $0 } }
    set { identity.withLock { $0 = newValue } }
  }
}
