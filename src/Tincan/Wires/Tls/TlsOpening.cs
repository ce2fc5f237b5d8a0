namespace Tincan.Wires.Tls;

/// <summary>Recognizes TLS by the first bytes of a stream, however they are split.</summary>
/// <param name="kind">The message to look for.</param>
internal struct TlsOpening(TlsOpeningKind kind)
{
    private const byte Alert = 21;
    private const byte Handshake = 22;
    private const byte Major = 3;
    private const byte LastMinor = 4;
    private const byte AlertLength = 2;
    private const byte Fatal = 2;
    private const byte ClientHello = 1;

    private int _matched;

    /// <summary>Whether it was found, or the stream begins with something else.</summary>
    public bool IsDecided { get; private set; }

    /// <summary>Takes the next bytes of the stream.</summary>
    /// <returns>True once, with the byte that decides.</returns>
    public bool IsFoundIn(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length && !IsDecided; i++)
        {
            if (!IsExpected(bytes[i]))
            {
                IsDecided = true;
                return false;
            }

            _matched++;
            IsDecided = _matched == Length;
        }

        return _matched == Length;
    }

    /// <summary>A record: type, version (2 bytes), length (2 bytes), content (RFC 8446 section 5.1).</summary>
    private readonly int Length => kind == TlsOpeningKind.Alert ? 7 : 6;

    private readonly bool IsExpected(byte value) => (_matched, kind) switch
    {
        (0, TlsOpeningKind.Alert) => value == Alert,
        (0, _) => value == Handshake,
        (1, _) => value == Major,
        (2, _) => value <= LastMinor,
        (3, TlsOpeningKind.Alert) => value == 0,
        (4, TlsOpeningKind.Alert) => value == AlertLength,
        (5, TlsOpeningKind.Alert) => value is > 0 and <= Fatal,
        (5, _) => value == ClientHello,
        _ => true,
    };
}

/// <summary>The first message of a TLS stream.</summary>
internal enum TlsOpeningKind
{
    /// <summary>A client's first message.</summary>
    ClientHello,

    /// <summary>An alert: how a server may respond to a client that does not speak TLS.</summary>
    Alert,
}
