import { DomainName, EndpointType, SecurityPolicy, type Stage } from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Construct } from 'constructs';

export type ApiDomainProps = {
  readonly name: string;
  /** Of the region of the API; it names `name`. */
  readonly certificateArn: string;
  readonly stage: Stage;
};

/** A name of one's own for a stage, over TLS 1.2 or newer and nothing older. The record in DNS is the owner's. */
export class ApiDomain extends Construct {
  /** What a CNAME of the name points to. */
  readonly target: string;

  constructor(scope: Construct, id: string, { name, certificateArn, stage }: ApiDomainProps) {
    super(scope, id);
    const domain = new DomainName(this, 'Name', {
      domainName: name,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
      endpointType: EndpointType.REGIONAL,
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    domain.addBasePathMapping(stage.restApi, { stage });
    this.target = domain.domainNameAliasDomainName;
  }
}
