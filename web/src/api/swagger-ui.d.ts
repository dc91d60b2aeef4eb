declare module "swagger-ui-dist/swagger-ui-es-bundle.js" {
  /** What this page uses of the viewer. */
  interface Options {
    url: string;
    domNode: HTMLElement | null;
    deepLinking: boolean;
    docExpansion: "none" | "list" | "full";
    filter: boolean;
    validatorUrl: null;
  }
  export default function SwaggerUI(options: Options): void;
}
