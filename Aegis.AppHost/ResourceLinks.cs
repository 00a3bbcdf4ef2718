namespace Aegis.AppHost;

/// <summary>A link of a resource in the dashboard.</summary>
/// <param name="Text">Its label.</param>
/// <param name="Path">Path at the resource's http endpoint.</param>
internal sealed record ResourceLink(string Text, string Path);

internal static class ResourceLinks
{
    private const string Endpoint = "http";

    /// <summary>Gives a resource links in this order. The first one replaces the endpoint's own link.</summary>
    public static IResourceBuilder<ProjectResource> WithLinks(this IResourceBuilder<ProjectResource> resource, params ResourceLink[] links)
    {
        resource.WithUrlForEndpoint(Endpoint, url => Describe(url, links[0], links.Length));
        for (var i = 1; i < links.Length; i++)
        {
            var (link, order) = (links[i], links.Length - i);
            resource.WithUrlForEndpoint(Endpoint, _ => Describe(new ResourceUrlAnnotation { Url = link.Path }, link, order));
        }

        return resource;
    }

    private static ResourceUrlAnnotation Describe(ResourceUrlAnnotation url, ResourceLink link, int order)
    {
        url.Url = link.Path;
        url.DisplayText = link.Text;
#pragma warning disable CS0618 // Obsolete without a replacement. The dashboard would sort links by their text.
        url.DisplayOrder = order;
#pragma warning restore CS0618
        return url;
    }
}
