using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tincan.Tests.Support;

/// <summary>An authority, and PEM files of certificates that it signed; gone after the test.</summary>
internal sealed class Certificates : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ECDsa _key = NewKey();
    private readonly X509Certificate2 _authority;
    private byte _lastSerial;

    public Certificates(string authority = "Test authority")
    {
        var request = new CertificateRequest($"CN={authority}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(Now.AddDays(-10), Now.AddDays(10));
        File.WriteAllText(Authority, _authority.ExportCertificatePem());
    }

    /// <summary>When the clocks of the tests begin.</summary>
    private static DateTimeOffset Now => DateTimeOffset.UnixEpoch;

    /// <summary>The authority's certificate.</summary>
    public string Authority => _folder["ca.pem"];

    public string this[string name] => _folder[name];

    /// <summary>Writes a certificate for <c>localhost</c> with its key into one file.</summary>
    /// <returns>The file.</returns>
    public string Make(string name = "localhost", int validFrom = -5, int validTo = 5, string file = "server.pem")
    {
        using var key = NewKey();
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Parse("192.0.2.1"));
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(_authority, Now.AddDays(validFrom), Now.AddDays(validTo), [++_lastSerial]);
        File.WriteAllText(_folder[file], $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
        return _folder[file];
    }

    public void Dispose()
    {
        _authority.Dispose();
        _key.Dispose();
        _folder.Dispose();
    }

    private static ECDsa NewKey() => ECDsa.Create(ECCurve.NamedCurves.nistP256);
}
