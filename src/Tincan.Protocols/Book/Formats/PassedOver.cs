namespace Tincan.Protocols.Book.Formats;

/// <summary>Why a valid contact is skipped. Address books contain many contacts without an address or a name.</summary>
public enum PassedOver
{
    /// <summary>No e-mail address.</summary>
    NoAddress,

    /// <summary>No name.</summary>
    NoName,

    /// <summary>The same address with the same name occurred before.</summary>
    Repeated,
}
