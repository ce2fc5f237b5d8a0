using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tincan.Wires.Tls;

/// <summary>
/// Whose certificates are believed. Nothing is fetched from the network to judge one: no revocation list, no missing link of a chain.
/// </summary>
/// <param name="authorities">Those whose signature is believed; null for the system's.</param>
/// <param name="isOfServers">The certificates are servers', not clients'.</param>
internal sealed class TlsTrust(X509Certificate2Collection? authorities, bool isOfServers)
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";

    /// <summary>Who it is, in a few words.</summary>
    public string Description => authorities switch
    {
        null => "the system's authorities",
        [_] => "1 authority",
        var all => $"{all.Count} authorities",
    };

    /// <summary>How a chain is judged.</summary>
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

    /// <summary>What is wrong with a certificate, in one sentence; null if it is believed.</summary>
    /// <param name="shown">What the peer showed; null for nothing.</param>
    /// <param name="chain">The way to an authority.</param>
    /// <param name="errors">What was found.</param>
    /// <param name="name">Whom this end asked for.</param>
    /// <param name="now">The time.</param>
    public static string? Judge(X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors, string? name, DateTimeOffset now)
    {
        if (errors == SslPolicyErrors.None)
        {
            return null;
        }

        if (shown is not X509Certificate2 certificate || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return "it showed none";
        }

        return errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors)
            ? TlsFailure.OfChain(certificate, chain?.ChainStatus ?? [], now)
            : $"it is for {TlsFailure.Names(certificate)}, and not for {name}";
    }
}
