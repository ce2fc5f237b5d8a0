namespace Tincan.Wires;

/// <summary>An end that has a name but no address.</summary>
internal sealed class NamedEndPoint(string name) : EndPoint
{
    public override string ToString() => name;
}
