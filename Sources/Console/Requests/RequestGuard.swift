import HTTPTypes
import Hummingbird

/// What keeps pages of others from asking in the name of whoever is signed in.
///
/// 1. A session's cookie is `SameSite=Strict`: a browser sends it with requests of this site's pages only.
/// 2. What changes something takes a body of `application/json` alone. No form can send that; a script of
///    another origin has to ask first (CORS preflight), and nothing here answers that.
/// 3. Where a browser says what page asks, by `Origin` or `Sec-Fetch-Site`, it must be one of this very host.
///    Pages can't forge either. A program that is no browser sends none and has nobody else's cookies.
///
/// Each would do; the third also covers signing in, where there is no cookie yet. Source: OWASP's
/// Cross-Site Request Forgery Prevention Cheat Sheet, "Fetch Metadata" and "Verifying Origin".
enum RequestGuard {
  static func check(_ request: Request, method: ConsoleRoute.Method) throws(RequestFault) {
    // Of two hosts somebody in between may have read the other. Source: RFC 9112, section 3.2.
    let isSecond: (HTTPField) -> Bool = { $0.name.canonicalName == "host" }
    guard request.head.authority != nil, !request.headers.contains(where: isSecond) else { throw .malformed }
    if let name = HTTPField.Name("Sec-Fetch-Site"), let site = request.headers[name], site != "same-origin",
      site != "none"
    {
      throw .foreignOrigin
    }
    if let origin = request.headers[.origin], origin != "https://" + (request.head.authority ?? "") {
      throw .foreignOrigin
    }
    guard method == .post else { return }
    let type = (request.headers[.contentType] ?? "").split(separator: ";").first ?? ""
    guard type.lowercased().filter({ $0 != " " }) == "application/json" else { throw .wrongType }
  }
}
