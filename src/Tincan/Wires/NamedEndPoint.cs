namespace Tincan.Wires;

/// <summary>An endpoint with a name but no address.</summary>
internal sealed class NamedEndPoint(string name) : EndPoint
{
    public override string ToString() => name;
}
