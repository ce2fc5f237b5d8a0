namespace Tincan.Protocols.Book.Formats;

/// <summary>Why a contact is no entry though nothing is wrong with it: address books hold many that a book of addresses and names has no use for.</summary>
public enum PassedOver
{
    /// <summary>It has no e-mail address.</summary>
    NoAddress,

    /// <summary>It has an address and no name.</summary>
    NoName,

    /// <summary>The same address with the same name came before.</summary>
    Repeated,
}
