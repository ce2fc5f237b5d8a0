using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Tincan.Cli.Web;

/// <summary>Requires the token, and answers other requests with an error and nothing else.</summary>
internal sealed class AccessCheck
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    /// <summary>128 random bits, in hexadecimal.</summary>
    public string Token { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Cookies do not depend on the port, so the name has it: two servers' pages need different cookies.</summary>
    public int Port { get; set; }

    private string CookieName => string.Create(CultureInfo.InvariantCulture, $"tincan-{Port}");

    /// <summary>Checks a request.</summary>
    /// <returns>The status of the refusal; null if the request is allowed.</returns>
    public int? Refusal(HttpContext http)
    {
        var request = http.Request;
        if (!IsLoopback(request.Host.Host))
        {
            // Another site's name that points to this address (DNS rebinding): the browser would let that site's page read this one.
            return StatusCodes.Status421MisdirectedRequest;
        }

        var isChange = request.Method is "POST" or "PUT" or "DELETE";
        return !isChange && request.Method is not ("GET" or "HEAD") ? StatusCodes.Status405MethodNotAllowed
            : !IsKnown(request) ? StatusCodes.Status401Unauthorized
            : isChange && !IsOwn(request) ? StatusCodes.Status403Forbidden
            : null;
    }

    /// <summary>The text of a refusal.</summary>
    public static string Words(int status) => status switch
    {
        StatusCodes.Status403Forbidden => "Only this page itself may change anything.",
        StatusCodes.Status405MethodNotAllowed => "This cannot be done here.",
        _ => "Open the whole address that tincan printed, with its token.",
    };

    /// <summary>Adds headers to every answer: no frames, no caching, no content sniffing, no referrer, and no scripts but the page's own.</summary>
    public static void Seal(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }

    /// <summary>Sets the cookie with the token, so that the page can remove the token from the address bar.</summary>
    public void Remember(HttpResponse response) => response.Cookies.Append(
        CookieName, Token, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" });

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>
    /// Whether a change comes from another site's page, even if it has the token. A browser sends the page's site with every change; programs that are not
    /// browsers send nothing.
    /// </summary>
    private static bool IsOwn(HttpRequest request) =>
        (request.Headers["Sec-Fetch-Site"] is [] or ["same-origin"])
        && (request.Headers.Origin is [] || (request.Headers.Origin is [{ } origin] && origin == $"http://{request.Host.Value}"));

    private bool IsKnown(HttpRequest request)
    {
        if (request.Query["token"] is [{ } shown])
        {
            return Matches(shown);
        }

        // Pages of other servers on this machine count as the same site, and the browser sends the cookie with their requests.
        return request.Headers["Sec-Fetch-Site"] is [] or ["same-origin"] or ["none"]
            && request.Cookies[CookieName] is { } kept && Matches(kept);
    }

    private bool Matches(string word) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(word), Encoding.UTF8.GetBytes(Token));
}
