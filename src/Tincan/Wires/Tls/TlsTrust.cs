using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tincan.Wires.Tls;

/// <summary>
/// Validates the peer's certificate. Nothing is downloaded for that: no revocation list, no missing certificate of a chain.
/// </summary>
/// <param name="authorities">The trusted CA certificates; null for the system's.</param>
/// <param name="isOfServers">Whether the peers are servers; otherwise clients.</param>
internal sealed class TlsTrust(X509Certificate2Collection? authorities, bool isOfServers)
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";

    /// <summary>What is trusted, in a few words.</summary>
    public string Description => authorities switch
    {
        null => "the system's CA certificates",
        var all => Readable.Count(all.Count, "CA certificate"),
    };

    /// <summary>The policy for a certificate chain.</summary>
    /// <param name="now">The time.</param>
    public X509ChainPolicy NewPolicy(DateTimeOffset now)
    {
        var policy = new X509ChainPolicy
        {
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            VerificationTime = now.LocalDateTime,
            VerificationTimeIgnored = false,
            TrustMode = authorities is null ? X509ChainTrustMode.System : X509ChainTrustMode.CustomRootTrust,
        };
        policy.ApplicationPolicy.Add(new Oid(isOfServers ? ServerUse : ClientUse));
        if (authorities is not null)
        {
            policy.CustomTrustStore.AddRange(authorities);
        }

        return policy;
    }

    /// <summary>Why a certificate is not accepted, in one sentence; null if it is.</summary>
    /// <param name="presented">The peer's certificate; null if it sent none.</param>
    /// <param name="chain">Its chain.</param>
    /// <param name="errors">The errors that .NET found.</param>
    /// <param name="name">The name that it must have; null for clients.</param>
    /// <param name="now">The time.</param>
    public static string? Validate(X509Certificate? presented, X509Chain? chain, SslPolicyErrors errors, string? name, DateTimeOffset now) =>
        errors == SslPolicyErrors.None ? null
            : presented is not X509Certificate2 certificate || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable)
                ? "it sent none"
            : errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) ? TlsFailure.OfChain(certificate, chain?.ChainStatus ?? [], now)
            : $"it is for {TlsFailure.Names(certificate)}, and not for {name}";
}
